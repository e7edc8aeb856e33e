using System.Reflection;
using System.Runtime.Loader;
using Coop.Integrations;
using Coop.Plugins.Packages;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>One integration's assemblies. It shares the contract and the framework with the host, and nothing with its neighbours.</summary>
internal sealed class PluginLoadContext(string name, IPackageAssets assets) : AssemblyLoadContext(name, isCollectible: true)
{
    private static readonly Assembly Contract = typeof(IIntegrationPlugin).Assembly;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Contract.GetName().Name)
        {
            // The host's own, whatever copy the package ships and whatever minor version it asks for: verify has judged that.
            return Contract;
        }

        if (assemblyName.Name is null || !string.IsNullOrEmpty(assemblyName.CultureName) || SharedAssemblies.Contains(assemblyName.Name))
        {
            return null;
        }

        // Returning null would go on to look among the host's own libraries, which are none of the integration's business.
        return assets.FindAssembly(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : throw new FileNotFoundException($"The assembly {assemblyName} is not in the package.", assemblyName.FullName);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        assets.FindNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}

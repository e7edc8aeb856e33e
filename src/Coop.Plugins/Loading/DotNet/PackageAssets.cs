using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Coop.Plugins.Packages;
using NuGet.Frameworks;
using NuGet.Packaging;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>Where the private assemblies and native libraries of one integration are.</summary>
internal interface IPackageAssets
{
    string? FindAssembly(AssemblyName name);

    string? FindNative(string name);
}

/// <summary>Build output: what its .deps.json says.</summary>
internal sealed class PublishedAssets(string assemblyFile) : IPackageAssets
{
    private readonly AssemblyDependencyResolver _resolver = new(assemblyFile);

    public string? FindAssembly(AssemblyName name) => _resolver.ResolveAssemblyToPath(name);

    public string? FindNative(string name) => _resolver.ResolveUnmanagedDllToPath(name);
}

/// <summary>Unpacked NuGet packages: the assets of each for this framework and machine; the nearest package wins.</summary>
internal sealed class StoredAssets : IPackageAssets
{
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _natives = new(StringComparer.OrdinalIgnoreCase);

    public StoredAssets(LocatedPackage package)
    {
        foreach (var folder in new[] { package.Root }.Concat(package.DependencyFolders))
        {
            foreach (var runtime in RuntimeIds().Select(id => Path.Combine(folder, "runtimes", id)).Where(Directory.Exists))
            {
                AddAll(_natives, Path.Combine(runtime, "native"), "*");
                AddAll(_assemblies, NearestLibrary(Path.Combine(runtime, "lib")), "*.dll");
            }

            using var reader = new PackageFolderReader(folder);
            foreach (var item in NuGetFrameworkUtility.GetNearest(reader.GetLibItems(), PackageStore.HostFramework)?.Items ?? [])
            {
                if (item.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                {
                    _assemblies.TryAdd(Path.GetFileNameWithoutExtension(item), Path.GetFullPath(item, folder));
                }
            }
        }
    }

    public string? FindAssembly(AssemblyName name) => name.Name is null ? null : _assemblies.GetValueOrDefault(name.Name);

    public string? FindNative(string name) =>
        NativeNames(name).Select(candidate => _natives.GetValueOrDefault(candidate)).FirstOrDefault(path => path is not null);

    private static IEnumerable<string> NativeNames(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, $"lib{name}{extension}", $"{name}{extension}", $"lib{name}"];
    }

    /// <summary>This machine's runtime ids, most specific first.</summary>
    private static IEnumerable<string> RuntimeIds()
    {
        var architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        var own = RuntimeInformation.RuntimeIdentifier;
        string[] systems = own.Contains("musl", StringComparison.Ordinal) ? ["linux-musl", "linux", "unix"]
            : OperatingSystem.IsWindows() ? ["win"]
            : OperatingSystem.IsMacOS() ? ["osx", "unix"]
            : ["linux", "unix"];
        return new[] { own }.Concat(systems.SelectMany(system => new[] { $"{system}-{architecture}", system })).Append("any").Distinct();
    }

    private static string? NearestLibrary(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var offered = Directory.GetDirectories(folder).ToDictionary(path => NuGetFramework.ParseFolder(Path.GetFileName(path)));
        return new FrameworkReducer().GetNearest(PackageStore.HostFramework, offered.Keys) is { } nearest ? offered[nearest] : null;
    }

    private static void AddAll(Dictionary<string, string> assets, string? folder, string pattern)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(folder, pattern))
        {
            assets.TryAdd(pattern == "*" ? Path.GetFileName(file) : Path.GetFileNameWithoutExtension(file), file);
        }
    }
}

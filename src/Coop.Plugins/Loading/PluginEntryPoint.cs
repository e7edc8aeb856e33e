namespace Coop.Plugins.Loading;

/// <summary>The assembly that is the integration, and the class it names.</summary>
/// <param name="AssemblyFile">Absolute.</param>
internal sealed record PluginEntryPoint(string AssemblyFile, string TypeName);

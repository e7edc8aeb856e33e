namespace Coop.Plugins.Packages;

/// <summary>
/// The assemblies an integration gets from the host and nowhere else: the contract and the shared framework. The contract's signatures speak
/// of framework types, so a second copy of either would be another type with the same name.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly HashSet<string> Names = Find();

    public static bool Contains(string assemblyName) => Names.Contains(assemblyName);

    private static HashSet<string> Find()
    {
        string?[] frameworks =
        [
            Path.GetDirectoryName(typeof(object).Assembly.Location),
            Path.GetDirectoryName(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
        ];
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return trusted
            .Where(path => frameworks.Contains(Path.GetDirectoryName(path)))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}

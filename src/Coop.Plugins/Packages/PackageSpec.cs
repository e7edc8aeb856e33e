namespace Coop.Plugins.Packages;

/// <summary>What an entry's <c>package</c> asks for.</summary>
/// <param name="Name">A path, or a package's name without its prefix.</param>
internal sealed record PackageSpec(PackageSpecKind Kind, string Name)
{
    public static PackageSpec Parse(string text) => text switch
    {
        _ when text.StartsWith("npm:", StringComparison.Ordinal) => new PackageSpec(PackageSpecKind.Npm, text["npm:".Length..].Trim()),
        _ when text.StartsWith("nuget:", StringComparison.Ordinal) => new PackageSpec(PackageSpecKind.NuGet, text["nuget:".Length..].Trim()),
        _ when text is "." or ".." || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) => Path(text),
        _ when text.StartsWith(".\\", StringComparison.Ordinal) || text.StartsWith("..\\", StringComparison.Ordinal) => Path(text.Replace('\\', '/')),
        _ when System.IO.Path.IsPathRooted(text) => Path(text),
        ['@', ..] => new PackageSpec(PackageSpecKind.Npm, text),
        _ => new PackageSpec(PackageSpecKind.Bare, text),
    };

    /// <summary>A name must not walk out of the folder that packages live in.</summary>
    public bool IsSafeName => Kind == PackageSpecKind.Path
        || (Name.Length > 0
            && Name.Split('/') is { Length: 1 or 2 } parts
            && (parts.Length == 1 || (Kind == PackageSpecKind.Npm && parts[0].StartsWith('@')))
            && parts.All(part => part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '~' or '@')));

    private static PackageSpec Path(string text) => new(PackageSpecKind.Path, text);
}

internal enum PackageSpecKind
{
    /// <summary>A folder or a .nupkg file.</summary>
    Path,

    /// <summary>A package in a <c>node_modules</c> folder.</summary>
    Npm,

    /// <summary>A package in the store beside the config file.</summary>
    NuGet,

    /// <summary>A name that may be either.</summary>
    Bare,
}

namespace Coop.Runner.Serving;

/// <summary>What this process is to load: <c>assembly type [package folder…]</c>. The host has verified it and keeps the files unchanged.</summary>
/// <param name="PackageFolders">The package and those it needs, when its dependencies are folders of the store; empty when a .deps.json beside the assembly names them.</param>
internal sealed record Assignment(string AssemblyFile, string TypeName, IReadOnlyList<string> PackageFolders)
{
    public static Assignment? Read(string[] args) =>
        args is [var assembly, var type, .. var folders] && Path.IsPathFullyQualified(assembly) && type.Length > 0 && folders.All(Path.IsPathFullyQualified)
            ? new Assignment(assembly, type, folders)
            : null;
}

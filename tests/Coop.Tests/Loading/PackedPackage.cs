using System.IO.Compression;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Coop.Tests.Loading;

/// <summary>Writes real .nupkg files, and unpacks them as an installation would.</summary>
internal static class PackedPackage
{
    /// <param name="files">Path in the package, and bytes.</param>
    public static string Pack(string folder, string id, string version, IEnumerable<(string Path, byte[] Content)> files, params IEnumerable<(string Id, string Range)> dependencies)
    {
        var package = new PackageBuilder
        {
            Id = id,
            Version = NuGetVersion.Parse(version),
            Description = "A package made by a test.",
        };
        package.Authors.Add("test");
        package.DependencyGroups.Add(new PackageDependencyGroup(
            NuGetFramework.Parse("net10.0"), [.. dependencies.Select(d => new PackageDependency(d.Id, VersionRange.Parse(d.Range)))]));
        foreach (var (path, content) in files)
        {
            package.Files.Add(new PhysicalPackageFile(new MemoryStream(content)) { TargetPath = path });
        }

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{id}.{version}.nupkg");
        using var stream = File.Create(file);
        package.Save(stream);
        return file;
    }

    /// <summary>Unpacks into the store beside a config file.</summary>
    public static void Install(string nupkg, string configDirectory, string id, string version) =>
        ZipFile.ExtractToDirectory(nupkg, Path.Combine(configDirectory, "integrations", "packages", id.ToLowerInvariant(), version));

    /// <summary>A library that says its version.</summary>
    public static byte[] Library(string version) => PluginCompiler.Compile("Shared.Words", $$"""
        [assembly: System.Reflection.AssemblyVersion("{{version}}.0")]
        public static class Words { public static string Version() => "{{version}}"; }
        """, PluginCompiler.Contract);

    /// <summary>An integration whose signal answers with its library's version.</summary>
    public static byte[] Plugin(string id, byte[] library) => PluginCompiler.Compile(
        id,
        new PluginSource { Id = id, SignalId = $"{id}_SIGNAL", OutputType = "SignalOutputType.Text", Run = "ValueTask.FromResult(SignalResult.Scored(Words.Version()))" }.ToString(),
        PluginCompiler.Contract, library);
}

using Coop.Integrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Coop.Tests.Loading;

/// <summary>Compiles the source of an integration into the folder of a published one: a real assembly with its .deps.json, as an author would ship it.</summary>
internal static class PluginCompiler
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) is { } folder
                && (folder == Path.GetDirectoryName(typeof(object).Assembly.Location) || folder == Path.GetDirectoryName(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    public static MetadataReference Contract { get; } = MetadataReference.CreateFromFile(typeof(IIntegrationPlugin).Assembly.Location);

    /// <summary>Compiles into <paramref name="folder"/> and returns it.</summary>
    public static string Publish(string folder, string assemblyName, string source, params IReadOnlyList<MetadataReference> references)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{assemblyName}.dll"), Compile(assemblyName, source, references.Count == 0 ? [Contract] : references));
        File.WriteAllText(Path.Combine(folder, $"{assemblyName}.deps.json"), $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": { ".NETCoreApp,Version=v10.0": { "{{assemblyName}}/1.0.0": { "runtime": { "{{assemblyName}}.dll": {} } } } },
              "libraries": { "{{assemblyName}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } }
            }
            """);
        return folder;
    }

    public static byte[] Compile(string assemblyName, string source, params IReadOnlyList<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
            [.. Framework.Value, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Annotations));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }
}

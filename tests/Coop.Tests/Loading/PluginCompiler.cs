using System.Diagnostics;
using Coop.Integrations;
using Coop.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Coop.Tests.Loading;

/// <summary>Compiles the source of an integration into the folder of a published one: a real assembly with its .deps.json, as an author would ship it.</summary>
internal static class PluginCompiler
{
    private static readonly string[] FrameworkPaths =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) is { } folder
                && (folder == Path.GetDirectoryName(typeof(object).Assembly.Location) || folder == Path.GetDirectoryName(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location))),
    ];

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(() => [.. FrameworkPaths.Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The assembly of the contract.</summary>
    public static byte[] Contract { get; } = File.ReadAllBytes(typeof(IIntegrationPlugin).Assembly.Location);

    /// <summary>Compiles into <paramref name="folder"/> and returns it.</summary>
    public static string Publish(string folder, string assemblyName, string source, params IReadOnlyList<byte[]> libraries)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{assemblyName}.dll"), Compile(assemblyName, source, libraries.Count == 0 ? [Contract] : libraries));
        File.WriteAllText(Path.Combine(folder, $"{assemblyName}.deps.json"), $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": { ".NETCoreApp,Version=v10.0": { "{{assemblyName}}/1.0.0": { "runtime": { "{{assemblyName}}.dll": {} } } } },
              "libraries": { "{{assemblyName}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } }
            }
            """);
        return folder;
    }

    public static byte[] Compile(string assemblyName, string source, params IReadOnlyList<byte[]> libraries)
    {
        var compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
            [.. Framework.Value, .. libraries.Select(image => MetadataReference.CreateFromImage(image))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Annotations));
        using var image = new MemoryStream();
        EmitResult emitted;
        try
        {
            emitted = compilation.Emit(image);
        }
        catch (NullReferenceException)
        {
            // Rarely the runtime turns a method of the compiler into wrong code, and then every later Emit of this process ends here: another process still compiles.
            return CompileApart(assemblyName, source, libraries);
        }

        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    /// <summary>The same by the SDK's compiler in a process of its own.</summary>
    public static byte[] CompileApart(string assemblyName, string source, params IReadOnlyList<byte[]> libraries)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(In("out"));
            File.WriteAllText(In("source.cs"), source);
            List<string> referenced = [.. FrameworkPaths];
            foreach (var (index, image) in libraries.Index())
            {
                referenced.Add(In($"{index}.dll"));
                File.WriteAllBytes(referenced[^1], image);
            }

            File.WriteAllLines(In("options.rsp"),
            [
                "-nologo", "-target:library", "-optimize+", "-langversion:latest", "-nullable:annotations", $"-out:\"{In($"out/{assemblyName}.dll")}\"",
                .. referenced.Select(path => $"-reference:\"{path}\""), $"\"{In("source.cs")}\"",
            ]);
            using var compiler = Process.Start(new ProcessStartInfo("dotnet", [Repo.Compiler, "-noconfig", $"@{In("options.rsp")}"]) { RedirectStandardOutput = true })!;
            var said = compiler.StandardOutput.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, said);
            return File.ReadAllBytes(In($"out/{assemblyName}.dll"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

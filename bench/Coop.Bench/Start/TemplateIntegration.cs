using System.Text;
using Coop.Integrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Coop.Bench.Start;

/// <summary>Published integrations that differ in their ids: one is compiled, the others are its bytes with another number of the same length.</summary>
internal static class TemplateIntegration
{
    private const string Source = """
        using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks; using Coop.Integrations;
        [assembly: CoopIntegration(typeof(Template.Plugin))]
        namespace Template
        {
            public sealed class Plugin : IIntegrationPlugin
            {
                public IntegrationManifest Manifest => new IntegrationManifest
                {
                    Id = "TEMPLATE_000", Name = "Template", Version = "1.0.0", RequiresConfig = true, SignalTypeIds = new[] { "MEASURE_000" },
                    ConfigurationFields = new[] { new ConfigurationField { Key = "apiKey", Label = "API key", Required = true, InputType = ConfigurationInputType.Password } },
                };
                public IReadOnlyList<ISignal> CreateSignals(IPluginContext context) => new ISignal[] { new Measure(context) };
            }
            public sealed class Measure(IPluginContext context) : ISignal
            {
                public SignalDescriptor Descriptor { get; } = new SignalDescriptor
                {
                    Id = "MEASURE_000", DisplayName = "Measure", Description = "Measures.", EligibleInputs = new[] { SignalInputType.String }, OutputType = SignalOutputType.Number,
                };
                public async ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken token) =>
                    SignalResult.Scored((await context.GetConfigAsync(input.OrgId, token)).Json.EnumerateObject().Any() ? 1.0 : 0.0);
            }
        }
        """;

    public static void Write(string folder, int count)
    {
        var template = Compile("Template", Source);
        for (var i = 0; i < count; i++)
        {
            var own = Directory.CreateDirectory(Path.Combine(folder, $"T{i:000}")).FullName;
            File.WriteAllBytes(Path.Combine(own, "Template.dll"), Renumber(template, "_000", $"_{i:000}"));
            File.WriteAllText(Path.Combine(own, "Template.deps.json"), """
                { "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
                  "targets": { ".NETCoreApp,Version=v10.0": { "Template/1.0.0": { "runtime": { "Template.dll": {} } } } },
                  "libraries": { "Template/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } } }
                """);
        }

        var entries = Enumerable.Range(0, count).Select(i => $$"""{ "package": "./T{{i:000}}" }""");
        File.WriteAllText(Path.Combine(folder, "integrations.config.json"), $$"""{ "integrations": [ {{string.Join(", ", entries)}} ] }""");
    }

    internal static byte[] Compile(string name, string source)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string[] needed = ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Text.Json", typeof(ISignal).Assembly.GetName().Name!];
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            trusted.Where(path => needed.Contains(Path.GetFileNameWithoutExtension(path))).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        return emitted.Success ? image.ToArray() : throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
    }

    /// <summary>The bytes of an assembly with another text of the same length in the place of one.</summary>
    internal static byte[] Renumber(byte[] template, string from, string to)
    {
        var renumbered = (byte[])template.Clone();
        var (old, replaced) = (Encoding.Unicode.GetBytes(from), Encoding.Unicode.GetBytes(to));
        for (int at = 0, next; (next = renumbered.AsSpan(at).IndexOf(old)) >= 0; at += next + replaced.Length)
        {
            replaced.CopyTo(renumbered, at + next);
        }

        return renumbered;
    }
}

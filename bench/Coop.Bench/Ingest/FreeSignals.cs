using System.Text.Json;
using Coop.Bench.Start;

namespace Coop.Bench.Ingest;

/// <summary>An integration of fifty signals that promise to compute only (cost 0), each a few nanoseconds: what is measured is the host.</summary>
internal static class FreeSignals
{
    public const int Count = 50;

    private const string FirstVersion = "1.0.100";

    private const string Source = """
        using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Coop.Integrations;
        [assembly: CoopIntegration(typeof(Free.Plugin))]
        namespace Free
        {
            public sealed class Plugin : IIntegrationPlugin
            {
                public IntegrationManifest Manifest { get; } = Make();
                public IReadOnlyList<ISignal> CreateSignals(IPluginContext context)
                {
                    var signals = new List<ISignal>();
                    for (var i = 0; i < 50; i++) signals.Add(new Measure(i));
                    return signals;
                }
                static IntegrationManifest Make()
                {
                    var ids = new string[50];
                    for (var i = 0; i < 50; i++) ids[i] = "FREE_" + i.ToString("000");
                    return new IntegrationManifest { Id = "FREE", Name = "Free", Version = "1.0.100", RequiresConfig = false, SignalTypeIds = ids };
                }
            }
            public sealed class Measure : ISignal
            {
                private readonly int _number;
                public Measure(int number)
                {
                    _number = number;
                    Descriptor = new SignalDescriptor
                    {
                        Id = "FREE_" + number.ToString("000"), DisplayName = "Free " + number, Description = "Costs nothing.", EligibleInputs = new[] { SignalInputType.String },
                        OutputType = SignalOutputType.Number, Cost = 0,
                    };
                }
                public SignalDescriptor Descriptor { get; }
                public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken token) => new ValueTask<SignalResult>(SignalResult.Scored(_number / 100.0));
            }
        }
        """;

    // Compiled once: a compiler at work in this process keeps the senders waiting that are in it, too.
    private static readonly Lazy<byte[]> Assembly = new(() => TemplateIntegration.Compile("Free", Source));

    /// <param name="packages">What else is to be loaded.</param>
    /// <returns>The config file.</returns>
    public static string Write(string folder, params string[] packages)
    {
        WriteVersion(folder, 0);
        var config = Path.Combine(folder, "integrations.config.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new { integrations = packages.Prepend("./Free").Select(package => new { package }) }));
        return config;
    }

    /// <summary>As its author would publish it anew: decisions made with it say so.</summary>
    public static void WriteVersion(string folder, int version)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, "Free")).FullName;
        File.WriteAllBytes(Path.Combine(own, "Free.dll"), TemplateIntegration.Renumber(Assembly.Value, FirstVersion, $"1.0.{100 + version}"));
        File.WriteAllText(Path.Combine(own, "Free.deps.json"), """
            { "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": { ".NETCoreApp,Version=v10.0": { "Free/1.0.0": { "runtime": { "Free.dll": {} } } } },
              "libraries": { "Free/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } } }
            """);
    }
}

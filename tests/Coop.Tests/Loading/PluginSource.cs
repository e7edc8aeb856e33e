namespace Coop.Tests.Loading;

/// <summary>The source of a small good integration, and the places where a bad one differs from it.</summary>
internal sealed record PluginSource
{
    public string Id { get; init; } = "GOOD";

    public string SignalId { get; init; } = "GOOD_SIGNAL";

    public string Constructor { get; init; } = "";

    /// <summary>Replaces the manifest expression.</summary>
    public string? Manifest { get; init; }

    /// <summary>More members of the manifest.</summary>
    public string ManifestMembers { get; init; } = "";

    public string? DeclaredIds { get; init; }

    /// <summary>Replaces the body of CreateSignals.</summary>
    public string? CreateSignals { get; init; }

    /// <summary>More members of the descriptor.</summary>
    public string DescriptorMembers { get; init; } = "";

    public string EligibleInputs { get; init; } = "[SignalInputType.String]";

    public string OutputType { get; init; } = "SignalOutputType.Number";

    public string Run { get; init; } = "ValueTask.FromResult(SignalResult.Scored((double)input.Value!.Value.AsText().Length))";

    /// <summary>More interfaces of the plugin.</summary>
    public string Interfaces { get; init; } = "";

    /// <summary>More members of the plugin class.</summary>
    public string PluginMembers { get; init; } = "";

    /// <summary>More types.</summary>
    public string Types { get; init; } = "";

    public override string ToString() => $$"""
        using System; using System.Collections.Generic; using System.Linq; using System.Text.Json; using System.Text.Json.Serialization;
        using System.Text.Json.Serialization.Metadata; using System.Threading; using System.Threading.Tasks; using Coop.Integrations;

        [assembly: CoopIntegration(typeof(Fixture.Plugin))]

        namespace Fixture
        {
            public sealed class Plugin : IIntegrationPlugin{{Interfaces}}
            {
                public Plugin() { {{Constructor}} }

                public IntegrationManifest Manifest => {{Manifest ?? $$"""
                    new IntegrationManifest
                    {
                        Id = "{{Id}}", Name = "A fixture", Version = "1.2.3", RequiresConfig = false,
                        SignalTypeIds = new string[] { {{DeclaredIds ?? $"\"{SignalId}\""}} },
                        {{ManifestMembers}}
                    }
                    """}};

                public IReadOnlyList<ISignal> CreateSignals(IPluginContext context) { {{CreateSignals ?? $"return new ISignal[] {{ new Measure(context, \"{SignalId}\") }};"}} }

                {{PluginMembers}}
            }

            public sealed class Measure(IPluginContext context, string id) : ISignal
            {
                public SignalDescriptor Descriptor => new SignalDescriptor
                {
                    Id = id, DisplayName = "A measure", Description = "Measures.", EligibleInputs = {{EligibleInputs}}, OutputType = {{OutputType}},
                    {{DescriptorMembers}}
                };

                public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) { var host = context; return {{Run}}; }
            }

            {{Types}}
        }
        """;
}

using Coop.Integrations;
using Newtonsoft.Json.Linq;

[assembly: CoopIntegration(typeof(Plugin.Library.LibraryPlugin))]

namespace Plugin.Library;

/// <summary>Says which version of its private library it runs with.</summary>
public sealed class LibraryPlugin : IIntegrationPlugin
{
#if OLD_LIBRARY
    private const string Prefix = "OLD_LIBRARY";
#else
    private const string Prefix = "NEW_LIBRARY";
#endif

    public IntegrationManifest Manifest { get; } = new()
    {
        Id = Prefix,
        Name = "A private library",
        Version = "1.0.0",
        RequiresConfig = false,
        SignalTypeIds = [$"{Prefix}_VERSION"],
    };

    public IReadOnlyList<ISignal> CreateSignals(IPluginContext context) => [new LibraryVersion()];

    private sealed class LibraryVersion : ISignal
    {
        public SignalDescriptor Descriptor { get; } = new()
        {
            Id = $"{Prefix}_VERSION",
            DisplayName = "Library version",
            Description = "The version of the library that parsed the value.",
            EligibleInputs = [SignalInputType.String],
            OutputType = SignalOutputType.Text,
        };

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
        {
            var parsed = JObject.Parse(input.Value!.Value.AsText());
            return ValueTask.FromResult(SignalResult.Scored(parsed.GetType().Assembly.GetName().Version!.ToString(2)));
        }
    }
}

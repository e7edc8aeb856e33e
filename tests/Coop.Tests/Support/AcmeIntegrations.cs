using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>A catalogue with one integration that has a field of every kind, a validator, and signals that work and that do not.</summary>
internal sealed class AcmeIntegrations : IIntegrationCatalogueSource, IConfigValidator, IConnectionTest
{
    public const string Id = "ACME_VENDOR";
    public const string Working = "ACME_WORKING";
    public const string Broken = "ACME_BROKEN";

    public AcmeIntegrations() => Current = new IntegrationCatalogue(
    [
        new Integration
        {
            Package = "acme",
            State = IntegrationState.Active,
            Runtime = IntegrationRuntime.DotNet,
            Manifest = Manifest,
            ConfigValidator = this,
            ConnectionTest = this,
            Signals = [Catalogued(new AcmeSignal(Working, false)), Catalogued(new AcmeSignal(Broken, true))],
        },
    ]);

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public event Action? HealthChanged
    {
        add { }
        remove { }
    }

    public IntegrationCatalogue Current { get; }

    /// <summary>What the integration's own check does; by default it finds nothing.</summary>
    public Func<OrgConfig, CancellationToken, ValueTask<IReadOnlyList<ConfigError>>> Check { get; set; } = (_, _) => new([]);

    /// <summary>What the integration's connection test does; by default it reaches and is let in.</summary>
    public Func<OrgConfig, CancellationToken, IAsyncEnumerable<ConnectionTestStep>> Try { get; set; } = (_, _) =>
        new ConnectionTestStep[] { new(ConnectionTestStage.Reach, true, "Answered."), new(ConnectionTestStage.Authenticate, true, "Let in.") }.ToAsyncEnumerable();

    public static IntegrationManifest Manifest { get; } = new()
    {
        Id = Id,
        Name = "Acme",
        Version = "1.2.3",
        RequiresConfig = true,
        SignalTypeIds = [Working, Broken],
        ConfigurationFields =
        [
            Field("apiKey", ConfigurationInputType.Password, required: true) with { Pattern = "sk-[a-z0-9]+" },
            Field("region", ConfigurationInputType.Select) with { Options = [new("eu", "Europe"), new("us", "United States")] },
            Field("endpoint", ConfigurationInputType.Url),
            Field("limit", ConfigurationInputType.Number) with { Minimum = 1, Maximum = 10 },
            Field("strict", ConfigurationInputType.Boolean),
            Field("labels", ConfigurationInputType.Array) with { Minimum = 2 },
            Field("extra", ConfigurationInputType.Json),
            Field("name", ConfigurationInputType.Text),
        ],
    };

    public ValueTask<IReadOnlyList<ConfigError>> ValidateAsync(OrgConfig config, CancellationToken cancellationToken) => Check(config, cancellationToken);

    public IAsyncEnumerable<ConnectionTestStep> TestConnectionAsync(OrgConfig config, CancellationToken cancellationToken) => Try(config, cancellationToken);

    private static ConfigurationField Field(string key, ConfigurationInputType type, bool required = false) =>
        new() { Key = key, Label = key, Required = required, InputType = type };

    private static CatalogueSignal Catalogued(AcmeSignal signal) => new(signal, signal.Descriptor, Id, "Acme", SignalLimits.Default);

    private sealed class AcmeSignal(string id, bool broken) : ISignal, IDynamicSubcategories
    {
        public SignalDescriptor Descriptor { get; } = new()
        {
            Id = id,
            DisplayName = id,
            Description = "A signal.",
            EligibleInputs = [SignalInputType.String],
            OutputType = SignalOutputType.Number,
            RecommendedThresholds = new(0.9, 0.5),
            SupportedLanguages = ["ENGLISH"],
        };

        public ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken) =>
            broken ? throw new InvalidOperationException("availability broke") : new(SignalAvailability.Available);

        public ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) =>
            broken ? throw new JsonException("subcategories broke") : new([new SignalSubcategory("a", "A", null, ["a1"]), new SignalSubcategory("a1", "A one")]);

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

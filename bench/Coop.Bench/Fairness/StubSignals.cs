using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Bench.Fairness;

/// <summary>A catalogue of two signals: one that computes and costs nothing, one that takes four seconds.</summary>
internal sealed class StubSignals : IIntegrationCatalogueSource
{
    public const string Free = "FREE";
    public const string Slow = "SLOW";

    private static readonly TimeSpan Takes = TimeSpan.FromSeconds(4);

    public StubSignals() => Current = new Coop.Engine.Integrations.IntegrationCatalogue(
    [
        Of(new Stub(Free, 0, static (_, _) => new(SignalResult.Scored(0.1)))),
        Of(new Stub(Slow, 100, static async (_, cancellationToken) =>
        {
            await Task.Delay(Takes, TimeProvider.System, cancellationToken);
            return SignalResult.Scored(0.1);
        })),
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

    private static Coop.Engine.Integrations.Integration Of(Stub signal) => new()
    {
        Package = signal.Descriptor.Id,
        State = IntegrationState.Active,
        Runtime = IntegrationRuntime.DotNet,
        Manifest = new IntegrationManifest { Id = signal.Descriptor.Id, Name = signal.Descriptor.Id, Version = "1.0.0", RequiresConfig = false, SignalTypeIds = [signal.Descriptor.Id] },
        Signals = [new CatalogueSignal(signal, signal.Descriptor, signal.Descriptor.Id, signal.Descriptor.Id, SignalLimits.Default with { Timeout = TimeSpan.FromSeconds(20) })],
    };

    private sealed class Stub(string id, double cost, Func<SignalInput, CancellationToken, ValueTask<SignalResult>> run) : ISignal
    {
        public SignalDescriptor Descriptor { get; } = new()
        {
            Id = id,
            DisplayName = id,
            Description = "A stub.",
            EligibleInputs = [SignalInputType.String],
            OutputType = SignalOutputType.Number,
            Cost = cost,
        };

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => run(input, cancellationToken);
    }
}

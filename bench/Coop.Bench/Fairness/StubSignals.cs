using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Bench.Fairness;

/// <summary>Two signals: one that computes and costs nothing, one that takes four seconds.</summary>
internal static class StubSignals
{
    public const string Free = "FREE";
    public const string Slow = "SLOW";

    private static readonly TimeSpan Takes = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MayTake = TimeSpan.FromSeconds(20);

    public static IIntegrationCatalogueSource Catalogue() => new FixedCatalogue(
    [
        Offered.By(Free, [new ScriptedSignal(ScriptedSignal.Describe(Free, SignalOutputType.Number), static _ => SignalResult.Scored(0.1))], MayTake),
        Offered.By(Slow, [new ScriptedSignal(ScriptedSignal.Describe(Slow, SignalOutputType.Number) with { Cost = 100 }, static async (_, cancellationToken) =>
        {
            await Task.Delay(Takes, TimeProvider.System, cancellationToken);
            return SignalResult.Scored(0.1);
        })], MayTake),
    ]);
}

using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>Calls a signal of a loaded catalogue the one way there is, with nothing remembered between two calls.</summary>
internal static class SignalCalls
{
    public static ValueTask<SignalOutcome> RunAsync(this CatalogueSignal signal, SignalInput input, CancellationToken cancellationToken) =>
        Runner().RunAsync(new SignalCall(signal, input), cancellationToken);

    public static ValueTask<SignalAvailability> GetAvailabilityAsync(this CatalogueSignal signal, string orgId, CancellationToken cancellationToken) =>
        Runner().GetAvailabilityAsync(signal, orgId, cancellationToken);

    public static ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        this CatalogueSignal signal, string orgId, CancellationToken cancellationToken) =>
        Runner().GetSubcategoriesAsync(signal, orgId, cancellationToken);

    public static SignalRunner Runner() => new(new MemoryConfigs(), TimeProvider.System);
}

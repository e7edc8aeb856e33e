using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>The one place where an author's code is called and its exceptions end.</summary>
internal static class SignalBoundary
{
    public static ValueTask<SignalOutcome> RunAsync(
        ISignal signal, SignalDescriptor descriptor, SignalInput input, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public static ValueTask<SignalAvailability> GetAvailabilityAsync(
        ISignal signal, SignalDescriptor descriptor, string orgId, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public static ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        ISignal signal, SignalDescriptor descriptor, string orgId, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}

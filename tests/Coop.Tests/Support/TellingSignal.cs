using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>A scripted signal that says for itself whether an organisation can use it. Counts how often it was asked.</summary>
internal sealed class TellingSignal(SignalDescriptor descriptor, Func<SignalInput, SignalResult> run, Func<string, ValueTask<SignalAvailability>> says)
    : ScriptedSignal(descriptor, run), ISignal
{
    private int _asked;

    public int AvailabilityAsked => Volatile.Read(ref _asked);

    public ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return says(orgId);
    }
}

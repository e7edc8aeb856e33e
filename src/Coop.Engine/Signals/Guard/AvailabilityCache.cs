using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>An answer, and for how long it holds.</summary>
/// <param name="Version">Of the configuration it was asked under.</param>
/// <param name="At">When it came, by the clock's timestamp.</param>
internal sealed record AvailabilityAnswer(SignalAvailability Availability, int Version, long At, TimeSpan Holds);

/// <summary>A question that is out.</summary>
internal sealed record AvailabilityQuestion(int Version, Task<SignalAvailability> Answer);

/// <summary>
/// Whether an organisation can use a signal, asked of the author once in ten seconds and not once per item. A save of the organisation's configuration makes
/// every answer before it void at once in this process; another process notices when the ten seconds are over.
/// </summary>
internal sealed class AvailabilityCache(OrgSignals orgs, Func<CatalogueSignal, string, Task<(SignalAvailability Said, bool Failed)>> ask, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>An author who could not say is asked again sooner, yet not by every item.</summary>
    public static readonly TimeSpan FailureKept = TimeSpan.FromSeconds(2);

    /// <summary>The answer, when it need not be asked for.</summary>
    public bool TryGet(CatalogueSignal signal, string orgId, out SignalAvailability availability)
    {
        availability = SignalAvailability.Available;
        return !signal.TellsAvailability || TryGet(orgs.Of(signal, orgId), out availability);
    }

    public ValueTask<SignalAvailability> GetAsync(CatalogueSignal signal, string orgId, CancellationToken cancellationToken)
    {
        if (!signal.TellsAvailability)
        {
            return new(SignalAvailability.Available);
        }

        var state = orgs.Of(signal, orgId);
        return TryGet(state, out var known) ? new(known) : new(Question(signal, orgId, state).WaitAsync(cancellationToken));
    }

    private bool TryGet(OrgSignalState state, out SignalAvailability availability)
    {
        var answer = state.Availability;
        availability = answer?.Availability ?? default;
        return answer is not null && answer.Version == state.Config.Now && time.GetElapsedTime(answer.At) < answer.Holds;
    }

    /// <summary>Whoever comes while a question is out waits for its answer; one who leaves does not take it back for the others.</summary>
    private Task<SignalAvailability> Question(CatalogueSignal signal, string orgId, OrgSignalState state)
    {
        lock (state.Gate)
        {
            if (TryGet(state, out var known))
            {
                return Task.FromResult(known);
            }

            var version = state.Config.Now;
            if (state.Asking is { } question && question.Version == version)
            {
                return question.Answer;
            }

            state.Asking = new AvailabilityQuestion(version, Task.Run(() => AskAsync(signal, orgId, state, version)));
            return state.Asking.Answer;
        }
    }

    private async Task<SignalAvailability> AskAsync(CatalogueSignal signal, string orgId, OrgSignalState state, int version)
    {
        AvailabilityAnswer? answer = null;
        try
        {
            var (said, failed) = await ask(signal, orgId).ConfigureAwait(false);
            answer = new AvailabilityAnswer(said, version, time.GetTimestamp(), failed ? FailureKept : Kept);
            return said;
        }
        finally
        {
            lock (state.Gate)
            {
                if (state.Asking?.Version == version)
                {
                    // A question that could not be put is nobody's any more: the next who needs the answer asks anew.
                    state.Availability = answer ?? state.Availability;
                    state.Asking = null;
                }
            }
        }
    }
}

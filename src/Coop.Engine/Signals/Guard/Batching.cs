using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// Makes one vendor call of the calls that an organisation's items make of a batch signal within five milliseconds, or of as many as one call takes. Each
/// caller has its own input's answer; one who leaves takes nothing from the others, and when all have left the vendor is told to stop.
/// </summary>
internal sealed class Batching(OrgSignals orgs, GuardedCall guarded, TimeProvider time)
{
    /// <summary>How long the first call waits for others.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(5);

    // Whatever an author says he can take: a batch is one message to a process and one list of a vendor's.
    private const int Most = 1_000;

    /// <summary>The signal as a batch signal; null when it takes one input at a time. Pure computation gains nothing from waiting.</summary>
    public static IBatchSignal? Of(CatalogueSignal signal) => signal.MaxBatchSize > 1 && signal.Descriptor.Cost is not 0 ? signal.Author as IBatchSignal : null;

    public async ValueTask<SignalOutcome> RunAsync(CatalogueSignal signal, IBatchSignal author, SignalInput input, CancellationToken cancellationToken)
    {
        var most = Math.Min(signal.MaxBatchSize, Most);
        var state = orgs.Of(signal, input.OrgId);
        Gathering gathering;
        GatheredCall call;
        bool isFull;
        lock (state.Gate)
        {
            gathering = state.Gathering ?? Open(signal, author, state);
            call = gathering.Add(input);
            isFull = gathering.Count >= most;
        }

        if (isFull)
        {
            Send(signal, author, state, gathering);
        }

        try
        {
            return await call.Outcome.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(state, gathering, call);
            throw;
        }
    }

    private Gathering Open(CatalogueSignal signal, IBatchSignal author, OrgSignalState state)
    {
        var gathering = new Gathering();
        gathering.Timer = time.CreateTimer(_ => Send(signal, author, state, gathering), null, Window, Timeout.InfiniteTimeSpan);
        return state.Gathering = gathering;
    }

    private static void Leave(OrgSignalState state, Gathering gathering, GatheredCall call)
    {
        bool wasLast;
        lock (state.Gate)
        {
            wasLast = gathering.Leave(call);
            if (wasLast && state.Gathering == gathering)
            {
                // It is about to be cancelled: whoever comes next begins another.
                state.Gathering = null;
            }
        }

        if (wasLast)
        {
            gathering.Timer?.Dispose();
            gathering.Cancel();
        }
    }

    private void Send(CatalogueSignal signal, IBatchSignal author, OrgSignalState state, Gathering gathering)
    {
        lock (state.Gate)
        {
            if (state.Gathering != gathering)
            {
                return;
            }

            state.Gathering = null;
        }

        gathering.Timer?.Dispose();
        _ = SendAsync(signal, author, state, gathering);
    }

    private async Task SendAsync(CatalogueSignal signal, IBatchSignal author, OrgSignalState state, Gathering gathering)
    {
        List<GatheredCall> calls;
        lock (state.Gate)
        {
            calls = gathering.Close();
        }

        try
        {
            if (calls.Count == 1)
            {
                calls[0].Outcome.SetResult(await AloneAsync(guarded, signal, calls[0].Input, gathering.AllLeft).ConfigureAwait(false));
            }
            else if (calls.Count > 1)
            {
                await TogetherAsync(signal, author, calls, gathering.AllLeft).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // All have left, or a bug of ours: whoever still waits hears of it.
            calls.ForEach(call => call.Outcome.TrySetException(exception));
            calls.ForEach(call => _ = call.Outcome.Task.Exception);
        }
    }

    /// <summary>One input, one call.</summary>
    public static async ValueTask<SignalOutcome> AloneAsync(GuardedCall guarded, CatalogueSignal signal, SignalInput input, CancellationToken cancellationToken)
    {
        var called = await guarded.RunAsync(signal, input.OrgId, token => signal.Author.RunAsync(input, token), cancellationToken).ConfigureAwait(false);
        return called.Failure ?? SignalOutput.Check(signal.Descriptor, called.Result);
    }

    private async Task TogetherAsync(CatalogueSignal signal, IBatchSignal author, List<GatheredCall> calls, CancellationToken cancellationToken)
    {
        SignalInput[] inputs = [.. calls.Select(call => call.Input)];
        var called = await guarded.RunAsync(
            signal,
            inputs[0].OrgId,
            // Copied inside: the list may be the author's own, and reading it runs his code.
            async token => (BatchItemResult[])[.. await author.RunBatchAsync(inputs, token).ConfigureAwait(false) ?? []],
            cancellationToken).ConfigureAwait(false);
        var failure = called.Failure ?? (called.Result!.Length == inputs.Length
            ? null
            : SignalOutcome.Failed(FailureKind.InvalidOutput, $"{signal.Descriptor.Id} was given a batch of {inputs.Length} and returned {called.Result.Length} results."));
        for (var i = 0; i < calls.Count; i++)
        {
            calls[i].Outcome.SetResult(failure ?? OutcomeOf(signal, called.Result![i]));
        }
    }

    private static SignalOutcome OutcomeOf(CatalogueSignal signal, BatchItemResult item) =>
        item.Error is { } error ? AuthorTrouble.OutcomeOf(error) : SignalOutput.Check(signal.Descriptor, item.Result);
}

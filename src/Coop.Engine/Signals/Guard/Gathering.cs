using System.Diagnostics.CodeAnalysis;
using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>The calls of one organisation that are waiting to become one batch. Changed under its signal's gate.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Abandoned code may use the token for ever, and a source without a timer holds nothing to dispose.")]
internal sealed class Gathering
{
    private readonly List<GatheredCall> _calls = [];
    private readonly CancellationTokenSource _allLeft = new();
    private int _present;

    /// <summary>Cancelled when nobody waits for an answer any more.</summary>
    public CancellationToken AllLeft => _allLeft.Token;

    /// <summary>Stops the wait for more; set once.</summary>
    public ITimer? Timer { get; set; }

    public int Count => _calls.Count;

    public GatheredCall Add(SignalInput input)
    {
        var call = new GatheredCall(input);
        _calls.Add(call);
        _present++;
        return call;
    }

    /// <summary>Those that are still wanted, once nothing is added any more.</summary>
    public List<GatheredCall> Close() => _calls.FindAll(call => !call.HasLeft);

    /// <returns>True when it was the last.</returns>
    public bool Leave(GatheredCall call)
    {
        call.HasLeft = true;
        return --_present == 0;
    }

    public void Cancel() => _ = _allLeft.CancelAsync();
}

/// <summary>One call in a batch.</summary>
internal sealed class GatheredCall(SignalInput input)
{
    public SignalInput Input => input;

    public bool HasLeft { get; set; }

    public TaskCompletionSource<SignalOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

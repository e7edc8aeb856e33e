namespace Coop.Engine.Flow;

/// <summary>What an operator is told about the flow. Each is said once for each thing that happens, in words.</summary>
public interface IFlowLog
{
    void GivenBack(StreamItem item, TimeSpan wait, Exception error);

    /// <param name="error">What the last try failed with; null when the reason says it all.</param>
    void Parked(StreamItem item, string reason, Exception? error);

    /// <param name="trials">That they had before.</param>
    void TriedTogether(int items, int trials);

    /// <param name="trials">Alone, that it had before.</param>
    void TriedAlone(StreamItem item, int trials);

    /// <summary>Said when it begins, not at each try.</summary>
    void Failing(FlowPart part, Exception error);

    void WorksAgain(FlowPart part);

    /// <summary>The rules of an organisation could not be compiled; those that were in force stay so.</summary>
    void KeptLastPlan(string orgId, Exception error);

    void CompiledAgain(string orgId);

    /// <summary>An organisation's newest settings are not in force yet, because putting them together takes long; said once for each time.</summary>
    void BuildTakesLong(string orgId, TimeSpan since);

    /// <summary>Said after <see cref="BuildTakesLong"/> alone, however it ended.</summary>
    void BuildEnded(string orgId, TimeSpan took);

    /// <summary>Every place for putting settings together is taken by a build that takes long, and as many as may go on without one; said once when others begin to wait for it.</summary>
    /// <param name="building">The organisations whose builds they are.</param>
    /// <param name="waiting">Those that stand behind them.</param>
    void BuildersTaken(IReadOnlyList<string> building, IReadOnlyList<string> waiting);

    /// <summary>Said after <see cref="BuildersTaken"/> alone.</summary>
    void BuildersFree();

    void Refusing(string orgId, int waiting, TimeSpan would);

    void AcceptingAgain(string orgId);

    /// <summary>An organisation sends more at once than can be read; its bodies are refused before they are.</summary>
    /// <param name="bytes">Of it, that are being read.</param>
    /// <param name="all">Of everybody.</param>
    void TooMuchArriving(string orgId, long bytes, long all);

    /// <param name="refused">How many bodies were.</param>
    void ArrivingAgain(string orgId, int refused);

    /// <summary>Somebody's code does not give back the thread it was lent; another one takes its place.</summary>
    /// <param name="code">The signal and its integration, in words; null when it cannot be seen whose code it is.</param>
    void ThinkerStuck(string orgId, string itemId, string? code, TimeSpan since);
}

/// <summary>What works in the background, for messages.</summary>
public enum FlowPart
{
    Receiving,
    Renewing,
    Deciding,

    /// <summary>Reading what an item that came off the queue was checked against.</summary>
    Restoring,
    Committing,
    Acknowledging,

    /// <summary>What could not be given back is received again when its lease has run out.</summary>
    GivingBack,
    TryingAlone,

    /// <summary>Reading the decision for somebody who waits for it.</summary>
    Answering,
}

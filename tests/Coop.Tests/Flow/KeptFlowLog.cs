using System.Collections.Concurrent;
using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

/// <summary>Keeps what an operator would be told.</summary>
/// <param name="saying">Called each time, before it is kept: as slow as the test wants.</param>
internal sealed class KeptFlowLog(Action? saying = null) : IFlowLog
{
    private readonly ConcurrentQueue<string> _said = new();

    public IReadOnlyList<string> Said => [.. _said];

    public void GivenBack(StreamItem item, TimeSpan wait, Exception error) => Say($"given back {item.Submission.Id} for {wait}: {error.Message}");

    public void Parked(StreamItem item, string reason, Exception? error) => Say($"parked {item.Submission.Id}: {reason}");

    public void TriedTogether(int items, int trials) => Say($"together {items} after {trials}");

    public void TriedAlone(StreamItem item, int trials) => Say($"alone {item.Submission.Id} after {trials}");

    public void Failing(FlowPart part, Exception error) => Say($"failing {part}: {error.Message}");

    public void WorksAgain(FlowPart part) => Say($"works {part}");

    public void KeptLastPlan(string orgId, Exception error) => Say($"kept {orgId}: {error.Message}");

    public void CompiledAgain(string orgId) => Say($"compiled {orgId}");

    public void BuildTakesLong(string orgId, TimeSpan since) => Say($"long {orgId}");

    public void BuildEnded(string orgId, TimeSpan took) => Say($"ended {orgId}");

    public void BuildersTaken(IReadOnlyList<string> building, IReadOnlyList<string> waiting) => Say($"taken by {string.Join(' ', building)} before {string.Join(' ', waiting)}");

    public void BuildersFree() => Say("builders free");

    public void Refusing(string orgId, int waiting, TimeSpan would) => Say($"refusing {orgId}");

    public void AcceptingAgain(string orgId) => Say($"accepting {orgId}");

    public void TooMuchArriving(string orgId, long bytes, long all) => Say($"too much {orgId}: {bytes} of {all}");

    public void ArrivingAgain(string orgId, int refused) => Say($"arriving {orgId} after {refused}");

    public void ThinkerStuck(string orgId, string itemId, string? code, TimeSpan since) => Say($"stuck {orgId} {itemId}: {code}");

    private void Say(string what)
    {
        saying?.Invoke();
        _said.Enqueue(what);
    }
}

using System.Collections.Concurrent;
using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

/// <summary>Keeps what an operator would be told.</summary>
internal sealed class KeptFlowLog : IFlowLog
{
    private readonly ConcurrentQueue<string> _said = new();

    public IReadOnlyList<string> Said => [.. _said];

    public void GivenBack(StreamItem item, TimeSpan wait, Exception error) => _said.Enqueue($"given back {item.Submission.Id} for {wait}: {error.Message}");

    public void Parked(StreamItem item, string reason, Exception? error) => _said.Enqueue($"parked {item.Submission.Id}: {reason}");

    public void TriedTogether(int items, int trials) => _said.Enqueue($"together {items} after {trials}");

    public void TriedAlone(StreamItem item, int trials) => _said.Enqueue($"alone {item.Submission.Id} after {trials}");

    public void Failing(FlowPart part, Exception error) => _said.Enqueue($"failing {part}: {error.Message}");

    public void WorksAgain(FlowPart part) => _said.Enqueue($"works {part}");

    public void KeptLastPlan(string orgId, Exception error) => _said.Enqueue($"kept {orgId}: {error.Message}");

    public void CompiledAgain(string orgId) => _said.Enqueue($"compiled {orgId}");

    public void BuildTakesLong(string orgId, TimeSpan since) => _said.Enqueue($"long {orgId}");

    public void BuildEnded(string orgId, TimeSpan took) => _said.Enqueue($"ended {orgId}");

    public void BuildersTaken(IReadOnlyList<string> building, IReadOnlyList<string> waiting) => _said.Enqueue($"taken by {string.Join(' ', building)} before {string.Join(' ', waiting)}");

    public void BuildersFree() => _said.Enqueue("builders free");

    public void Refusing(string orgId, int waiting, TimeSpan would) => _said.Enqueue($"refusing {orgId}");

    public void AcceptingAgain(string orgId) => _said.Enqueue($"accepting {orgId}");

    public void TooMuchArriving(string orgId, long bytes, long all) => _said.Enqueue($"too much {orgId}: {bytes} of {all}");

    public void ArrivingAgain(string orgId, int refused) => _said.Enqueue($"arriving {orgId} after {refused}");

    public void ThinkerStuck(string orgId, string itemId, string? code, TimeSpan since) => _said.Enqueue($"stuck {orgId} {itemId}: {code}");
}

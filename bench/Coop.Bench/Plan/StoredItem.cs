using System.Buffers;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;

namespace Coop.Bench.Plan;

/// <summary>One item on its way from the rules to the bytes of its decision, on one thread.</summary>
internal sealed class StoredItem(PlanCase of, RulePlan plan)
{
    private readonly DecisionIds _ids = DecisionIds.Of(Guid.CreateVersion7().ToString("n"));
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    public RulePlan Plan => plan;

    public int StoredBytes => _buffer.WrittenCount;

    public PlanResult Evaluate()
    {
        var run = plan.RunHereAsync(of.Subject, out _, CancellationToken.None);
        return run.IsCompletedSuccessfully ? run.Result : throw new InvalidOperationException("Something was waited for, so what was to be measured was not.");
    }

    public void Store() => Store(Evaluate());

    public void Store(PlanResult result)
    {
        _buffer.ResetWrittenCount();
        DecisionFormat.Write(plan.Decide(result, _ids), _buffer);
    }

    public Decision Decide() => plan.Decide(Evaluate(), _ids);

    /// <summary>What stays in memory with a decision and nothing else that made it.</summary>
    public long KeptBytes()
    {
        var kept = new Decision[1_000];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = Decide();
        }

        var all = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        return all / kept.Length;
    }
}

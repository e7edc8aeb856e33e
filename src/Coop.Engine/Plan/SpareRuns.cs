namespace Coop.Engine.Plan;

/// <summary>Runs of a plan's rules on one type of item that wait for their next item. Thread-safe.</summary>
internal sealed class SpareRuns(RulePlan plan, TypeProgram program, TimeProvider time)
{
    // Enough for what a process works on at once; more are made and forgotten.
    private readonly PlanRun?[] _runs = new PlanRun?[32];

    public PlanRun Rent()
    {
        for (var i = 0; i < _runs.Length; i++)
        {
            if (_runs[i] is not null && Interlocked.Exchange(ref _runs[i], null) is { } kept)
            {
                return kept;
            }
        }

        var run = new PlanRun(plan, program, time, this);
        plan.Watch.Add(run);
        return run;
    }

    public void Return(PlanRun run)
    {
        for (var i = 0; i < _runs.Length; i++)
        {
            if (_runs[i] is null && Interlocked.CompareExchange(ref _runs[i], run, null) is null)
            {
                return;
            }
        }
    }
}

using System.Runtime.CompilerServices;
using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

public class AwaitedDecisionsTests
{
    [Fact]
    public void Who_waits_for_the_last_item_keeps_none_of_the_others_in_memory()
    {
        var (awaited, decided) = Await();

        GC.Collect();

        Assert.False(decided.IsAlive);
        GC.KeepAlive(awaited);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (AwaitedDecisions Awaited, WeakReference Decided) Await()
    {
        HeldItem[] held = [FlowExamples.Awaited("A", "large"), FlowExamples.Awaited("A", "slow")];
        held[0].Answer!.SetResult(new Answered(null, Undecided.Stopping));
        return (new AwaitedDecisions("A", held, null!, null!), new WeakReference(held[0]));
    }
}

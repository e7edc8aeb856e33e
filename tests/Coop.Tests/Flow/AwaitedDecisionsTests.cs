using System.Runtime.CompilerServices;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Tests.Storage;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_server_decided_and_cannot_be_read_is_told_for_what_it_is(bool isLater)
    {
        HeldItem[] held = [FlowExamples.Awaited("A", "1"), FlowExamples.Awaited("A", "2")];
        var decided = Examples.Decision(Examples.Submission("A"));
        held[0].Answer!.SetResult(new Answered(null, Undecided.Already));
        held[1].Answer!.SetResult(new Answered(decided, Undecided.TriedAgain));
        var log = new KeptFlowLog();
        Exception unread = isLater ? new LaterFormatException("The decision", 9, 1) : new StorageUnavailableException("The disk is gone.");
        var awaited = new AwaitedDecisions("A", held, new Unreadable(unread), new Outage(FlowPart.Answering, log));

        var made = (await awaited.MadeAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Equal([new Answered(null, isLater ? Undecided.LaterFormat : Undecided.Already), new Answered(decided, Undecided.TriedAgain)], made);
        Assert.Equal(isLater ? [] : ["failing Answering: The disk is gone."], log.Said);
    }

    [Theory]
    [InlineData(Undecided.TriedAgain)]
    [InlineData(Undecided.Parked)]
    [InlineData(Undecided.Stopping)]
    public async Task Why_an_item_has_no_decision_is_handed_on_as_it_is_where_nobody_else_decided_it(Undecided why)
    {
        HeldItem[] held = [FlowExamples.Awaited("A", "1")];
        held[0].Answer!.SetResult(new Answered(null, why));
        var log = new KeptFlowLog();
        var awaited = new AwaitedDecisions("A", held, new Unreadable(null), new Outage(FlowPart.Answering, log));

        Assert.Equal([new Answered(null, why)], (await awaited.MadeAsync(TestContext.Current.CancellationToken)).Value);
        Assert.Empty(log.Said);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (AwaitedDecisions Awaited, WeakReference Decided) Await()
    {
        HeldItem[] held = [FlowExamples.Awaited("A", "large"), FlowExamples.Awaited("A", "slow")];
        held[0].Answer!.SetResult(new Answered(null, Undecided.Stopping));
        return (new AwaitedDecisions("A", held, null!, null!), new WeakReference(held[0]));
    }

    /// <param name="why">Null: it can be read, and nothing is there.</param>
    private sealed class Unreadable(Exception? why) : IDecisionStore
    {
        private Exception Refusal => why ?? new NotSupportedException("Nobody lists anything.");

        public Task<IReadOnlyList<Decision>?> ListByItemAsync(string orgId, string itemId, string? before, int most, CancellationToken cancellationToken) => throw Refusal;

        public Task<IReadOnlyList<Decision>?> ListAsync(string orgId, string? before, int most, CancellationToken cancellationToken) => throw Refusal;

        public Task<IReadOnlyList<DecisionSummary>?> ListSummariesAsync(string orgId, string? itemId, string? before, int most, CancellationToken cancellationToken) => throw Refusal;

        public Task<RecentMatches> ListMatchesAsync(string orgId, string ruleId, int among, CancellationToken cancellationToken) => throw Refusal;

        public Task<Decision?> FindAsync(string orgId, string id, CancellationToken cancellationToken) => why is null ? Task.FromResult<Decision?>(null) : throw why;

        public Task<IReadOnlyList<ActionExecution>> ListExecutionsAsync(string orgId, string decisionId, CancellationToken cancellationToken) => throw Refusal;
    }
}

using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

public class SuspectQueueTests
{
    private readonly SuspectQueue _queue = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_had_fewer_trials_comes_first_and_in_larger_company()
    {
        _queue.Add([.. Many("A", 3, 2), .. Many("A", 20, 1), .. Many("A", 300, 0)]);

        List<(int, int)> groups = [];
        for (var i = 0; i < 7; i++)
        {
            var group = await _queue.NextAsync(Cancel);
            groups.Add((Assert.Single(group.Select(item => item.Received!.Trials).Distinct()), group.Count));
        }

        Assert.Equal([(0, 256), (0, 44), (1, 16), (1, 4), (2, 1), (2, 1), (2, 1)], groups);
        Assert.Empty(_queue.Clear());
    }

    [Fact]
    public async Task Organisations_take_turns_so_that_one_with_many_keeps_no_other_out_of_the_first_group()
    {
        _queue.Add([.. Many("A", 1000, 0)]);
        _queue.Add([.. Many("B", 3, 0), .. Many("C", 2, 0)]);

        var group = await _queue.NextAsync(Cancel);

        Assert.Equal([("A", 251), ("B", 3), ("C", 2)], group.CountBy(item => item.OrgId).Select(org => (org.Key, org.Value)).Order());
        Assert.Equal(749, _queue.Clear().Count);
    }

    [Fact]
    public async Task Waits_until_there_is_one()
    {
        var next = _queue.NextAsync(Cancel);
        Assert.False(next.IsCompleted);

        _queue.Add([.. Many("A", 1, 7)]);

        Assert.Equal(5, SuspectQueue.LoneTrials(Assert.Single(await next).Received!));
    }

    private static IEnumerable<HeldItem> Many(string orgId, int count, int trials) =>
        Enumerable.Range(0, count).Select(i => HeldItem.Of(FlowExamples.Received(orgId, $"{i}") with { Trials = trials, IsSuspect = true }, isAwaited: false));
}

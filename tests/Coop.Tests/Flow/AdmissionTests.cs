using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Flow;

public class AdmissionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeptFlowLog _log = new();
    private readonly FlowOptions _options = new() { FreeBacklog = 100, LongestBacklog = TimeSpan.FromMinutes(1) };
    private readonly Turns _turns;
    private readonly Admission _admission;

    public AdmissionTests()
    {
        _turns = new Turns(_options, _time);
        _admission = new Admission(_turns, _options, _log);
    }

    [Fact]
    public void A_quiet_start_is_never_refused()
    {
        _admission.Appended("A", 1_000_000, isClaimed: false);

        Assert.Null(_admission.RefusalOf("A", 1));
    }

    [Fact]
    public void A_few_items_are_never_refused_however_slow_it_is()
    {
        Decide("A", perSecond: 0, seconds: 60);
        _admission.Counted([new OrgBacklog("A", 90, 90, null)]);

        Assert.Null(_admission.RefusalOf("A", 10));
    }

    [Fact]
    public void What_would_take_too_long_is_refused_with_the_time_to_wait()
    {
        Decide("A", perSecond: 10, seconds: 60);
        _admission.Counted([new OrgBacklog("A", 590, 590, null)]);

        Assert.Null(_admission.RefusalOf("A", 5));
        var refusal = _admission.RefusalOf("A", 200)!;

        Assert.Equal(("submission.backlog-too-long", ProblemKind.Unavailable), (refusal.Code, refusal.Kind));
        Assert.InRange(refusal.RetryAfter!.Value.TotalSeconds, 6, 60);
        Assert.Contains("790 items", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Counting_takes_the_turn_from_nobody_whose_next_item_waits_for_room_and_forgets_a_size_that_nobody_waits_with()
    {
        _turns.With("A", lane => (lane.NextSize, lane.LacksRoom) = (600, true));
        _turns.With("B", lane => lane.NextSize = 600);
        _turns.With("C", lane => (lane.NextSize, lane.LacksRoom) = (600, true));

        // What C waited with was taken by another process.
        _admission.Counted([new OrgBacklog("A", 1, 1, null), new OrgBacklog("B", 1, 1, null)]);

        Assert.Equal((600, 0, 0), (_turns.With("A", lane => lane.NextSize), _turns.With("B", lane => lane.NextSize), _turns.With("C", lane => lane.NextSize)));
    }

    [Fact]
    public void It_is_said_once_when_refusing_begins_and_once_when_it_is_over()
    {
        Decide("A", perSecond: 10, seconds: 60);
        _admission.Counted([new OrgBacklog("A", 5000, 5000, null)]);
        Assert.NotNull(_admission.RefusalOf("A", 1));
        Assert.NotNull(_admission.RefusalOf("A", 1));
        _admission.Counted([]);
        Assert.Null(_admission.RefusalOf("A", 1));
        Assert.Null(_admission.RefusalOf("A", 1));

        Assert.Equal(["refusing A", "accepting A"], _log.Said);
    }

    [Fact]
    public void When_all_together_have_too_much_only_those_with_more_than_their_share_are_refused()
    {
        Decide("A", perSecond: 1, seconds: 60);
        Decide("B", perSecond: 100, seconds: 60);
        Decide("C", perSecond: 9, seconds: 60);
        _admission.Counted([new OrgBacklog("A", 99, 99, null), new OrgBacklog("B", 5900, 5900, null), new OrgBacklog("C", 8000, 8000, null)]);

        Assert.Null(_admission.RefusalOf("A", 1));
        Assert.NotNull(_admission.RefusalOf("B", 1));
        Assert.NotNull(_admission.RefusalOf("C", 1));
    }

    /// <summary>An organisation that always has something to decide.</summary>
    private void Decide(string orgId, int perSecond, int seconds) => _turns.With(orgId, lane =>
    {
        lane.Unclaimed = 1;
        lane.Pace.Note(0, isBusy: true);
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            lane.Pace.Note(perSecond, isBusy: true);
        }

        lane.Pace.Note(0, isBusy: false);
        return lane;
    });
}

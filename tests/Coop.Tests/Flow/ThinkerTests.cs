using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

public class ThinkerTests
{
    private readonly Thinker _thinker = new();
    private readonly Busy _first = new(FlowExamples.Held("A"), null!, 1);
    private readonly Busy _second = new(FlowExamples.Held("A", "2"), null!, 2);

    [Fact]
    public void Who_is_at_an_item_is_dismissed_from_it_and_ends_it_no_more()
    {
        _thinker.Begin(_first);
        Assert.Same(_first, _thinker.Busy);

        Assert.True(_thinker.TryDismiss(_first));

        Assert.False(_thinker.TryEnd(_first));
        Assert.True(_thinker.IsDismissed);
        Assert.Null(_thinker.Busy);
        Assert.False(_thinker.TryDismiss(_first));
    }

    [Fact]
    public void Who_has_gone_on_since_it_was_looked_at_keeps_what_it_has_taken_meanwhile()
    {
        _thinker.Begin(_first);
        var seen = _thinker.Busy!;
        Assert.True(_thinker.TryEnd(_first));
        Assert.False(_thinker.TryDismiss(seen));
        _thinker.Begin(_second);

        Assert.False(_thinker.TryDismiss(seen));

        Assert.False(_thinker.IsDismissed);
        Assert.True(_thinker.TryEnd(_second));
    }

    [Fact]
    public void It_goes_on_once_whoever_says_so()
    {
        Assert.True(_first.TryGoOn());
        Assert.False(_first.TryGoOn());
    }
}

using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Signals;

/// <summary>What is held against an organisation's lists, when there is more of it than is kept.</summary>
public class OrgLateListsTests
{
    private const int Most = 8;

    private readonly OrgLateLists _lists = new(places: 1, Most);

    [Fact]
    public void What_is_in_use_is_never_forgotten_however_many_others_come()
    {
        var used = Set("used");
        _lists.Note(used, MatchingDoubt.Late);
        var list = _lists.Find(used);
        for (var other = 0; other < Most * 3; other++)
        {
            _lists.Note(Set($"other {other}"), MatchingDoubt.Late);
            Assert.Same(list, _lists.Find(used));
        }

        // What hangs with it is still known to hang, under another object of the same content too.
        list!.Hang(new TaskCompletionSource().Task);
        Assert.True(_lists.Find(Set("used"))!.Hangs);
    }

    [Fact]
    public void What_nobody_asks_for_any_more_is_tried_again_in_the_end()
    {
        _lists.Note(Set("old"), MatchingDoubt.Late);
        for (var other = 0; other < Most; other++)
        {
            _lists.Note(Set($"other {other}"), MatchingDoubt.Late);
        }

        Assert.Null(_lists.Find(Set("old")));
        Assert.Equal(MatchingDoubt.Late, _lists.Find(Set($"other {Most - 1}"))?.Doubt);
    }

    [Fact]
    public void A_suspect_that_was_compiled_is_one_still_and_is_none_when_another_is_found()
    {
        _lists.Note(Set("suspect"), MatchingDoubt.Suspect);
        _lists.Note(Set("untried"), MatchingDoubt.Untried);
        _lists.Forget([Set("suspect"), Set("untried")]);
        Assert.Equal(MatchingDoubt.Suspect, _lists.Find(Set("suspect"))?.Doubt);
        Assert.Null(_lists.Find(Set("untried")));
        _lists.Found(Set("other"));
        Assert.Equal(MatchingDoubt.Suspect, _lists.Find(Set("suspect"))?.Doubt);
        _lists.Note(Set("guilty"), MatchingDoubt.Suspect);
        _lists.Found(Set("guilty"));
        // Apart still, until it is compiled with the others.
        Assert.Equal(MatchingDoubt.None, _lists.Find(Set("suspect"))?.Doubt);
        _lists.Forget([Set("suspect"), Set("guilty"), Set("other")]);
        Assert.Null(_lists.Find(Set("suspect")));
        // What was found to hang stays so, whoever had it compiled meanwhile.
        Assert.Equal(MatchingDoubt.Late, _lists.Find(Set("guilty"))?.Doubt);
        Assert.Equal(MatchingDoubt.Late, _lists.Find(Set("other"))?.Doubt);
    }

    [Fact]
    public void Two_that_hang_with_the_same_text_are_both_found()
    {
        _lists.Note(Set("one"), MatchingDoubt.Suspect);
        _lists.Note(Set("two"), MatchingDoubt.Suspect);
        _lists.Note(Set("innocent"), MatchingDoubt.Suspect);
        _lists.Found(Set("one"));
        _lists.Found(Set("two"));
        Assert.Equal(MatchingDoubt.Late, _lists.Find(Set("one"))?.Doubt);
        Assert.Equal(MatchingDoubt.Late, _lists.Find(Set("two"))?.Doubt);
        Assert.Equal(MatchingDoubt.None, _lists.Find(Set("innocent"))?.Doubt);
    }

    [Fact]
    public void A_thread_that_came_back_is_not_held_against_the_lists_any_more()
    {
        var signal = new Guard.GuardedSignals().Add(Guard.GuardedSignals.Scripted(_ => SignalResult.Scored(1)));
        var late = signal.State.LateMatchers;
        for (var i = 0; i < 9; i++)
        {
            late.Stuck("org", [Set($"a{i}"), Set($"b{i}")], isLost: true, most: 3);
            late.CameBack("org", 3);
        }

        Assert.Equal(MatchingDoubt.Suspect, late.Find("org", Set("a8"))?.Doubt);
        // Those that do not, are.
        late.Stuck("org", [Set("one"), Set("two")], isLost: true, most: 3);
        late.Stuck("org", [Set("three"), Set("four")], isLost: true, most: 3);
        Assert.Equal([MatchingDoubt.Suspect, MatchingDoubt.Late], [late.Find("org", Set("one"))?.Doubt, late.Find("org", Set("three"))?.Doubt]);
    }

    [Fact]
    public void Of_a_matcher_the_first_thread_that_is_lost_counts_until_the_last_is_back()
    {
        var matcher = new SignalMatcher(new Guard.GuardedSignals().Add(Guard.GuardedSignals.Scripted(_ => SignalResult.Scored(1))), null!, 0, default);
        Assert.Equal([true, false, false, true], [matcher.Lose(), matcher.Lose(), matcher.CameBack(), matcher.CameBack()]);
        // One that is back before it is said to be lost was none.
        Assert.Equal([false, false, true, true], [matcher.CameBack(), matcher.Lose(), matcher.Lose(), matcher.CameBack()]);
    }

    private static MatchingValues Set(string word) => new() { Strings = [word] };
}

using Coop.Engine;

namespace Coop.Tests;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void Only_what_was_left_alone_for_longest_makes_room()
    {
        var kept = new RecentlyUsed<string, int>(10);
        foreach (var i in Enumerable.Range(0, 10))
        {
            kept.Keep($"k{i}", i);
        }

        Assert.True(kept.TryGet("k0", out _));
        kept.Keep("large", 99, 3);

        Assert.Equal(["k0", "k4", "k5", "k6", "k7", "k8", "k9", "large"], Kept(kept));
    }

    [Fact]
    public void What_is_kept_anew_takes_its_old_place_and_size()
    {
        var kept = new RecentlyUsed<string, int>(10);
        kept.Keep("k0", 0, 5);
        kept.Keep("k1", 1, 5);

        kept.Keep("k0", 2, 1);
        kept.Keep("k2", 3, 4);

        Assert.Equal(["k0", "k1", "k2"], Kept(kept));
        Assert.True(kept.TryGet("k0", out var value));
        Assert.Equal(2, value);
    }

    [Fact]
    public void What_is_larger_than_all_room_is_kept_alone()
    {
        var kept = new RecentlyUsed<string, int>(10);
        kept.Keep("k0", 0);

        kept.Keep("k1", 1, 11);

        Assert.Equal(["k1"], Kept(kept));
    }

    private static IEnumerable<string> Kept(RecentlyUsed<string, int> kept) =>
        Enumerable.Range(0, 10).Select(i => $"k{i}").Append("large").Where(key => kept.TryGet(key, out _));
}

using System.Globalization;
using System.Text.RegularExpressions;
using Coop.Storage.Retention;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>What a person was asked to look at goes at last, although nobody did: somebody must be told, of whose it was and how many, whatever happens meanwhile.</summary>
public sealed partial class GivenUpReviewTests
{
    private static readonly RetentionOptions Short = new() { Decisions = TimeSpan.FromDays(30), OpenReviews = TimeSpan.FromDays(60) };

    [Fact]
    public async Task The_warning_names_each_organisation_and_how_many_of_its()
    {
        await using var room = await RoomAsync(Short);
        await room.AddOrgAsync("org-2");
        await room.AskAsync("org-1", "a", "b");
        await room.AskAsync("org-2", "c");
        await room.DecideAsync("org-1", "last");
        room.Time.Advance(TimeSpan.FromDays(91));

        await room.SweepAsync();

        Assert.Equal([("org-1", "Name of org-1", 2), ("org-2", "Name of org-2", 1)], Told(room).Order());
        await room.SweepAsync();
        Assert.Equal(2, Told(room).Count);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_a_walk_loses_nothing_of_what_is_to_be_told()
    {
        await using var room = await RoomAsync(Short);
        await room.AskAsync("org-1", Sweeps.Names("asked", 450));
        await room.DecideAsync("org-1", "last");
        room.Time.Advance(TimeSpan.FromDays(91));
        await room.SweepAsync(async () => await room.CountAsync("decisions") < 451);
        Assert.InRange(await room.CountAsync("decisions"), 2, 450);

        var taken = 451 - await room.CountAsync("decisions");
        await using var restarted = await room.ReopenAsync();
        await restarted.SweepAsync();
        Assert.Equal(taken, Told(room).Concat(Told(restarted)).Sum(told => told.Count));

        // A start believes no time that is more than a day beyond what was known, until it has seen a day go by.
        restarted.Time.Advance(TimeSpan.FromDays(1));
        await restarted.SweepAsync();
        Assert.Equal(1, await restarted.CountAsync("decisions"));
        Assert.Equal(450, Told(room).Concat(Told(restarted)).Sum(told => told.Count));
    }

    private static List<(string Id, string Name, int Count)> Told(StoreRoom room) =>
    [
        .. room.Log.Lines.Where(line => line.Contains("nobody had looked", StringComparison.Ordinal)).Select(line => Warning().Match(line))
            .Select(warning => (warning.Groups[2].Value, warning.Groups[3].Value, int.Parse(warning.Groups[1].Value, CultureInfo.InvariantCulture))),
    ];

    private static async Task<StoreRoom> RoomAsync(RetentionOptions options)
    {
        var room = await StoreRoom.OpenAsync(options);
        await room.AddOrgAsync();
        await room.SweepAsync();
        return room;
    }

    [GeneratedRegex("^([0-9]+) decisions (?:of organisation (.*) \\((.*)\\) )?that asked for a person")]
    private static partial Regex Warning();
}

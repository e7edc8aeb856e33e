using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Server.Policies.Pages;
using Coop.Tests.Storage;

namespace Coop.Tests.Policies;

/// <summary>Policies stand in a tree, whatever several people do at once.</summary>
public sealed class PolicyTreeTests
{
    private static readonly Actor Ada = new("org-1", "ada", Role.Admin);

    [Fact]
    public async Task Policies_moved_below_one_another_at_once_make_no_circle()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        PolicyFeature[] features = [Feature(room), Feature(other)];
        var ring = new List<Policy>();
        for (var each = 0; each < 12; each++)
        {
            ring.Add((await features[0].CreateAsync(Ada, new PolicyDraft { Name = $"Policy {each}" }, StoreRoom.Cancel)).Value.Value);
        }

        var moved = await Task.WhenAll(ring.Select((policy, at) => Task.Run(() =>
            features[at % 2].ReplaceAsync(Ada, policy.Id, new PolicyDraft { Name = policy.Name, ParentId = ring[(at + 1) % ring.Count].Id }, null, StoreRoom.Cancel))));

        var refused = Assert.Single(moved, result => result.Problems.Count > 0);
        Assert.Equal("/parentId", Assert.Single(refused.Problems).Pointer);
        var kept = (await features[0].ListAsync("org-1", StoreRoom.Cancel)).Values().ToDictionary(policy => policy.Id);
        Assert.Single(kept.Values, policy => policy.ParentId is null);
    }

    [Fact]
    public async Task A_tree_is_only_so_deep_and_what_is_below_counts_when_it_is_moved()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var feature = Feature(room);
        var chain = new List<string>();
        for (var level = 0; level < PolicyTree.MostLevels; level++)
        {
            chain.Add((await CreateAsync($"Level {level}", chain.LastOrDefault())).Value.Value.Id);
        }

        Assert.Equal("/parentId", Assert.Single((await CreateAsync("Too deep", chain[^1])).Problems).Pointer);

        var pair = (await CreateAsync("Pair", null)).Value.Value.Id;
        var below = (await CreateAsync("Below the pair", pair)).Value.Value.Id;
        Assert.Equal("/parentId", Assert.Single((await MoveAsync(pair, "Pair", chain[^2])).Problems).Pointer);
        Assert.Empty((await MoveAsync(pair, "Pair", chain[^3])).Problems);
        Assert.Empty((await MoveAsync(below, "Below the pair", chain[0])).Problems);

        Task<Result<Versioned<Policy>>> CreateAsync(string name, string? parent) => feature.CreateAsync(Ada, new PolicyDraft { Name = name, ParentId = parent }, StoreRoom.Cancel);
        Task<Result<Versioned<Policy>>> MoveAsync(string id, string name, string parent) => feature.ReplaceAsync(Ada, id, new PolicyDraft { Name = name, ParentId = parent }, null, StoreRoom.Cancel);
    }

    [Fact]
    public void What_no_way_from_the_top_leads_to_is_drawn_at_the_top()
    {
        var tree = PolicyNode.TreeOf([Policy("b", "a"), Policy("a", "b"), Policy("c", "a"), Policy("self", "self"), Policy("orphan", "gone"), Policy("top", null)]);

        Assert.Equal(["orphan 0", "top 0", "a 0", "b 1", "c 1", "self 0"], tree.SelectMany(node => node.Flat()).Select(node => $"{node.Policy.Id} {node.Depth}"));
    }

    [Fact]
    public void A_tree_of_any_depth_is_drawn_whole()
    {
        var chain = Enumerable.Range(0, 5_000).Select(each => Policy($"{each}", each == 0 ? null : $"{each - 1}")).ToList();

        var drawn = PolicyNode.TreeOf(chain).SelectMany(node => node.Flat()).ToList();

        Assert.Equal(5_000, drawn.Select(node => node.Policy.Id).Distinct().Count());
        Assert.Equal(5_000, drawn.Count);
        Assert.All(drawn, node => Assert.InRange(node.Depth, 0, PolicyTree.MostLevels - 1));
    }

    private static Policy Policy(string id, string? parent) => new() { Id = id, OrgId = "org-1", Name = id, ParentId = parent };

    private static PolicyFeature Feature(StoreRoom room) => new(room.Get<ISettingStore<Policy>>(), room.Get<IUses>(), room.Time);
}

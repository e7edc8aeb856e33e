using Coop.Engine.Editing;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Tests.Storage;

namespace Coop.Tests.Uses;

/// <summary>Whatever is edited in whatever order, the table of uses says what the settings say.</summary>
public sealed class UseTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task After_random_edits_the_table_says_what_the_settings_say(int seed)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.FurnishAsync();
        var (rules, policies, uses) = (room.Get<ISettingStore<Rule>>(), room.Get<ISettingStore<Policy>>(), room.Get<IUses>());
        var random = new Random(seed);
        for (var each = 0; each < 120; each++)
        {
            var id = $"id-{random.Next(6)}";
            var edit = random.Next(5) switch
            {
                0 => rules.RemoveAsync("org-1", id) as Task,
                1 => policies.RemoveAsync("org-1", id),
                2 => policies.PutAsync(Examples.Policy("org-1", id, "Policy " + id) with { ParentId = random.Next(2) == 0 ? null : "policy-0" }),
                _ => rules.PutAsync(Examples.Rule("org-1", id, "Rule " + id) with
                {
                    ItemTypeIds = random.Next(2) == 0 ? ["type-1"] : ["type-1", "type-2"],
                    Actions = random.Next(2) == 0 ? [] : [new RuleAction(random.Next(2) == 0 ? "action-1" : "action-2")],
                    // Also such as are not there: then nothing is written at all.
                    PolicyIds = [$"id-{random.Next(6)}"],
                }),
            };
            await edit;
        }

        var told = (await rules.ListAsync("org-1", StoreRoom.Cancel)).SelectMany(rule => rule.Value.Uses().Select(used => (new SettingRef(SettingKind.Rule, rule.Value.Id), used)))
            .Concat((await policies.ListAsync("org-1", StoreRoom.Cancel)).SelectMany(policy => policy.Value.Uses().Select(used => (new SettingRef(SettingKind.Policy, policy.Value.Id), used))))
            .ToHashSet();
        var kept = new HashSet<(SettingRef, SettingRef)>();
        foreach (var kind in Enum.GetValues<SettingKind>())
        {
            kept.UnionWith((await uses.OfAllAsync("org-1", kind, StoreRoom.Cancel)).SelectMany(users => users).Select(use => (use.User, use.Used)));
        }

        Assert.NotEmpty(told);
        Assert.Equal(told.OrderBy(use => use.ToString(), StringComparer.Ordinal), kept.OrderBy(use => use.ToString(), StringComparer.Ordinal));
        var ids = (await policies.ListAsync("org-1", StoreRoom.Cancel)).Select(policy => policy.Value.Id).ToHashSet();
        Assert.All(told.Where(use => use.used.Kind == SettingKind.Policy), use => Assert.Contains(use.used.Id, ids));
    }
}

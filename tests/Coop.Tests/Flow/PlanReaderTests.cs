using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals.Guard;
using Coop.Engine.Uses;
using Coop.Tests.Storage;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Flow;

/// <summary>What a plan is made of, on the real database.</summary>
public sealed class PlanReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_is_made_of_one_moment_wherever_in_its_reading_somebody_changes_what(bool inAnotherProcess)
    {
        using var before = new BeforeCommands();
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.FurnishAsync();
        await using var other = await room.ReopenAsync();
        var (from, to) = ("bank-1", "bank-2");
        Assert.Empty((await room.Get<ISettingStore<Rule>>().PutAsync(RuleNaming(from))).Problems);
        var reader = ActivatorUtilities.CreateInstance<PlanReader>(room.Get<IServiceProvider>(), new SignalRunner(new MemoryConfigs(), room.Time), new EvaluationLimits());

        int commands;
        var place = 0;
        do
        {
            (place, commands) = (place + 1, 0);
            before.Then = () =>
            {
                if (++commands == place)
                {
                    before.Then = null;
                    MoveAsync(inAnotherProcess ? other : room, from, to).GetAwaiter().GetResult();
                    (from, to) = (to, from);
                }
            };
            var source = (await reader.ReadAsync("org-1", 0, IntegrationCatalogue.Empty, null, StoreRoom.Cancel)).Source;
            before.Then = null;
            var named = Assert.Single(source.Rules).Uses().Where(use => use.Kind == SettingKind.Bank).Select(use => use.Id);
            Assert.Contains(Assert.Single(named), source.Banks.Select(bank => bank.Id));
        }
        while (commands >= place);

        Assert.True(place > 5, "Nothing was changed while it was read.");
    }

    /// <summary>A rule goes on to another bank, and the one that it leaves is deleted: its bank is there at every moment.</summary>
    private static async Task MoveAsync(StoreRoom room, string from, string to)
    {
        var (rules, banks) = (room.Get<ISettingStore<Rule>>(), room.Get<ISettingStore<MatchingBank>>());
        Assert.Empty((await banks.PutAsync(Examples.Bank("org-1", to, to))).Problems);
        Assert.Empty((await rules.PutAsync(RuleNaming(to))).Problems);
        Assert.Empty((await banks.RemoveAsync("org-1", from)).Problems);
        Assert.Single(await rules.ListAsync("org-1", StoreRoom.Cancel));
        Assert.Equal(to, Assert.Single(await banks.ListAsync("org-1", StoreRoom.Cancel)).Value.Id);
    }

    private static Rule RuleNaming(string bankId)
    {
        var leaf = (LeafCondition)Examples.Conditions.Conditions[0];
        return Examples.Rule("org-1") with
        {
            Conditions = new ConditionSet(Conjunction.And, [leaf with { MatchingValues = new ConditionMatchingValues { TextBankIds = [bankId] } }]),
        };
    }
}

using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Tests.Rules;
using Coop.Tests.Storage;

namespace Coop.Tests.Plan;

/// <summary>A plan is kept for what its decisions can tell: a name that none of them can show makes no new one.</summary>
public sealed class PlanIdTests
{
    [Fact]
    public void A_name_that_no_rule_of_the_plan_uses_changes_nothing()
    {
        var world = Used();
        var kept = world.Compile().Kept.Id;

        (world.Actions[1], world.Policies[1], world.Banks[1]) =
            (world.Actions[1] with { Name = "Other" }, world.Policies[1] with { Name = "Other" }, world.Banks[1] with { Name = "Other" });

        Assert.Equal(kept, world.Compile().Kept.Id);
    }

    [Theory]
    [InlineData(SettingKind.Action)]
    [InlineData(SettingKind.Policy)]
    [InlineData(SettingKind.Bank)]
    public void A_name_that_a_decision_can_show_makes_a_new_plan_that_knows_it(SettingKind kind)
    {
        var world = Used();
        var kept = world.Compile().Kept.Id;

        var id = kind switch
        {
            SettingKind.Action => (world.Actions[0] = world.Actions[0] with { Name = "Other" }).Id,
            SettingKind.Policy => (world.Policies[0] = world.Policies[0] with { Name = "Other" }).Id,
            _ => (world.Banks[0] = world.Banks[0] with { Name = "Other" }).Id,
        };

        var renamed = world.Compile();
        Assert.NotEqual(kept, renamed.Kept.Id);
        Assert.Equal("Other", KeptPlanFormat.Read(renamed.Kept).NameOf(kind, id));
    }

    private static World Used()
    {
        var world = new World();
        world.AddContains();
        world.Actions.AddRange([Examples.Action(World.OrgId, "used"), Examples.Action(World.OrgId, "spare")]);
        world.Policies.AddRange([Examples.Policy(World.OrgId, "used"), Examples.Policy(World.OrgId, "spare")]);
        world.Banks.AddRange([Words("used"), Words("spare")]);
        var rule = world.AddRule($$"""
            { "conjunction": "AND", "conditions": [
              { "input": {{World.Field("text")}}, "signal": {{World.Signal("CONTAINS")}}, "matchingValues": { "textBankIds": ["used"] } } ] }
            """);
        world.Change(rule, each => each with { Actions = [new RuleAction("used")], PolicyIds = ["used"] });
        return world;
    }

    private static Coop.Engine.Banks.MatchingBank Words(string id) => Examples.Bank(World.OrgId, id) with { Type = Coop.Engine.Banks.BankType.String, Locations = [] };
}

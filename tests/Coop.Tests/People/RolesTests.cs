using Coop.Engine;
using Coop.Engine.People;

namespace Coop.Tests.People;

/// <summary>The table of roles and permissions, written out once more by hand.</summary>
public sealed class RolesTests
{
    private static readonly Role[] Columns =
        [Role.Admin, Role.RulesManager, Role.Analyst, Role.ModeratorManager, Role.Moderator, Role.ChildSafetyModerator, Role.ExternalModerator];

    [Theory]
    [InlineData("MANAGE_ORG", "x......")]
    [InlineData("MANAGE_USERS", "x......")]
    [InlineData("MANAGE_ROLES", "x......")]
    [InlineData("MUTATE_LIVE_RULES", "xx.....")]
    [InlineData("MUTATE_NON_LIVE_RULES", "xxx....")]
    [InlineData("RUN_RETROACTION", "xx.....")]
    [InlineData("RUN_BACKTEST", "xxx....")]
    [InlineData("VIEW_INSIGHTS", "xxx....")]
    [InlineData("VIEW_RULES_DASHBOARD", "xxxxxx.")]
    [InlineData("VIEW_INVESTIGATION", "xxxxxx.")]
    [InlineData("MANUALLY_ACTION_CONTENT", "xx.xxx.")]
    [InlineData("MANAGE_POLICIES", "xx.xxx.")]
    [InlineData("VIEW_MRT", "x..xxxx")]
    [InlineData("VIEW_MRT_DATA", "x..xxx.")]
    [InlineData("EDIT_MRT_QUEUES", "x..x...")]
    [InlineData("MANAGE_ROUTING_RULES", "x..x...")]
    [InlineData("VIEW_CHILD_SAFETY_DATA", "x..x.x.")]
    public void Each_role_may_do_what_the_table_says(string name, string row)
    {
        Assert.True(WireNames.TryParse<Permission>(name, out var permission));
        Assert.Equal(row, string.Concat(Columns.Select(role => role.May(permission) ? 'x' : '.')));
    }

    [Fact]
    public void The_table_has_every_permission() => Assert.Equal(17, Enum.GetValues<Permission>().Length);

    [Fact]
    public void A_refusal_names_the_permission_in_words()
    {
        Assert.All(Enum.GetValues<Permission>(), permission =>
        {
            Assert.DoesNotContain(WireNames.Of(permission), PeopleProblems.NotAllowed(permission).Detail, StringComparison.Ordinal);
            Assert.Contains(permission.Label(), PeopleProblems.NotAllowed(permission).Detail, StringComparison.Ordinal);
        });
        Assert.Equal(17, Enum.GetValues<Permission>().Select(permission => permission.Label()).Distinct().Count());
    }
}

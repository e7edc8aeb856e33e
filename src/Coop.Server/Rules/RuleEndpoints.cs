using Coop.Engine.People;
using Coop.Engine.Rules;
using Coop.Server.Settings;

namespace Coop.Server.Rules;

internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder admin) => admin.MapSettings<RuleFeature, CurrentRule, RuleDraft, RuleView, RuleListView>(new()
    {
        Path = "rules",
        Tag = "Rules",
        One = "a rule",
        Many = "rules",
        See = Permission.ViewRulesDashboard,
        Change = Permission.MutateNonLiveRules,
        View = RuleView.Of,
        List = all => new RuleListView(all),
        IdOf = current => current.Rule.Id,
        AboutCreating = "Everything it refers to is checked; every mistake is reported with its pointer. docs/rules.md has the form of conditions.",
        AboutReplacing = "Makes a new version; the next item sees it.",
        AboutDeleting = "A live rule goes only by somebody who may change live rules.",
    });
}

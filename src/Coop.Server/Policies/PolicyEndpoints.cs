using Coop.Engine.People;
using Coop.Engine.Policies;
using Coop.Server.Settings;

namespace Coop.Server.Policies;

internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder admin) => admin.MapSettings<PolicyFeature, Policy, PolicyDraft, PolicyView, PolicyListView>(new()
    {
        Path = "policies",
        Tag = "Policies",
        One = "a policy",
        Many = "policies",
        See = Permission.ViewRulesDashboard,
        Change = Permission.ManagePolicies,
        View = PolicyView.Of,
        List = all => new PolicyListView(all),
        IdOf = policy => policy.Id,
        AboutDeleting = "Refused while a rule or another policy refers to it.",
    });
}

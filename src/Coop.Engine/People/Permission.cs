namespace Coop.Engine.People;

/// <summary>What a person may be allowed to do.</summary>
public enum Permission
{
    ManageOrg,
    ManageUsers,
    ManageRoles,
    MutateLiveRules,
    MutateNonLiveRules,
    RunRetroaction,
    RunBacktest,
    ViewInsights,
    ViewRulesDashboard,
    ViewInvestigation,
    ManuallyActionContent,
    ManagePolicies,
    ViewMrt,
    ViewMrtData,
    EditMrtQueues,
    ManageRoutingRules,
    ViewChildSafetyData,
}

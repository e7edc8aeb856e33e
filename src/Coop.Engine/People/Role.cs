using System.Collections.Frozen;

namespace Coop.Engine.People;

/// <summary>What a person is in the organisation.</summary>
public enum Role
{
    Admin,
    RulesManager,
    Analyst,
    ModeratorManager,
    Moderator,
    ChildSafetyModerator,
    ExternalModerator,
}

/// <summary>Which role may do what.</summary>
public static class Roles
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Admin] = Enum.GetValues<Permission>().ToFrozenSet(),
        [Role.RulesManager] = Set(
            Permission.MutateLiveRules, Permission.MutateNonLiveRules, Permission.RunRetroaction, Permission.RunBacktest, Permission.ViewInsights,
            Permission.ViewRulesDashboard, Permission.ViewInvestigation, Permission.ManuallyActionContent, Permission.ManagePolicies),
        [Role.Analyst] = Set(
            Permission.MutateNonLiveRules, Permission.RunBacktest, Permission.ViewInsights, Permission.ViewRulesDashboard, Permission.ViewInvestigation),
        [Role.ModeratorManager] = Set(
            Permission.ViewRulesDashboard, Permission.ViewInvestigation, Permission.ManuallyActionContent, Permission.ManagePolicies, Permission.ViewMrt,
            Permission.ViewMrtData, Permission.EditMrtQueues, Permission.ManageRoutingRules, Permission.ViewChildSafetyData),
        [Role.Moderator] = Set(
            Permission.ViewRulesDashboard, Permission.ViewInvestigation, Permission.ManuallyActionContent, Permission.ManagePolicies, Permission.ViewMrt,
            Permission.ViewMrtData),
        [Role.ChildSafetyModerator] = Set(
            Permission.ViewRulesDashboard, Permission.ViewInvestigation, Permission.ManuallyActionContent, Permission.ManagePolicies, Permission.ViewMrt,
            Permission.ViewMrtData, Permission.ViewChildSafetyData),
        [Role.ExternalModerator] = Set(Permission.ViewMrt),
    }.ToFrozenDictionary();

    public static IReadOnlySet<Permission> Of(Role role) => Table[role];

    public static bool May(this Role role, Permission permission) => Table[role].Contains(permission);

    /// <summary>The role as people read it, such as <c>Rules manager</c>.</summary>
    public static string Label(this Role role) => role switch
    {
        Role.RulesManager => "Rules manager",
        Role.ModeratorManager => "Moderator manager",
        Role.ChildSafetyModerator => "Child safety moderator",
        Role.ExternalModerator => "External moderator",
        _ => role.ToString(),
    };

    /// <summary>The permission as people read it.</summary>
    public static string Label(this Permission permission) => permission switch
    {
        Permission.ManageOrg => "Manage the organisation and its integrations",
        Permission.ManageUsers => "Manage users",
        Permission.ManageRoles => "Manage roles",
        Permission.MutateLiveRules => "Change live rules",
        Permission.MutateNonLiveRules => "Write rules that are not live",
        Permission.RunRetroaction => "Apply rules to past items",
        Permission.RunBacktest => "Try rules on past items",
        Permission.ViewInsights => "See insights",
        Permission.ViewRulesDashboard => "See rules",
        Permission.ViewInvestigation => "Look up items and decisions",
        Permission.ManuallyActionContent => "Act on items by hand",
        Permission.ManagePolicies => "Manage policies",
        Permission.ViewMrt => "Review items",
        Permission.ViewMrtData => "See review figures",
        Permission.EditMrtQueues => "Manage review queues",
        Permission.ManageRoutingRules => "Manage routing rules",
        Permission.ViewChildSafetyData => "See child safety material",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "A permission without words."),
    };

    private static FrozenSet<Permission> Set(params Permission[] permissions) => permissions.ToFrozenSet();
}

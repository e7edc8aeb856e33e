using Coop.Engine;
using Coop.Engine.Policies;

namespace Coop.Server.Policies.Pages;

/// <summary>A policy as it stands in the form.</summary>
internal sealed class PolicyForm
{
    public string Name { get; set; } = "";

    /// <summary>Empty for one at the top.</summary>
    public string ParentId { get; set; } = "";

    public string PolicyText { get; set; } = "";

    public string EnforcementGuidelines { get; set; } = "";

    /// <summary>Empty for none.</summary>
    public string PolicyType { get; set; } = "";

    public string Penalty { get; set; } = Penalties.None;

    public static PolicyForm Of(Policy policy) => new()
    {
        Name = policy.Name,
        ParentId = policy.ParentId ?? "",
        PolicyText = policy.PolicyText ?? "",
        EnforcementGuidelines = policy.EnforcementGuidelines ?? "",
        PolicyType = policy.PolicyType ?? "",
        Penalty = policy.Penalty,
    };

    public PolicyDraft ToDraft() => new()
    {
        Name = Name,
        ParentId = ParentId.Length > 0 ? ParentId : null,
        PolicyText = PolicyText,
        EnforcementGuidelines = EnforcementGuidelines,
        PolicyType = PolicyType.Length > 0 ? PolicyType : null,
        Penalty = Penalty,
    };
}

using Coop.Engine.Policies;

namespace Coop.Server.Policies;

internal sealed record PolicyListView(IReadOnlyList<PolicyView> Policies);

/// <param name="SemanticVersion">Grows with every change.</param>
internal sealed record PolicyView(
    string Id, string Name, string? ParentId, string? PolicyText, string? EnforcementGuidelines, string? PolicyType, string Penalty, int SemanticVersion)
{
    public static PolicyView Of(Policy policy) => new(
        policy.Id, policy.Name, policy.ParentId, policy.PolicyText, policy.EnforcementGuidelines, policy.PolicyType, policy.Penalty, policy.SemanticVersion);
}

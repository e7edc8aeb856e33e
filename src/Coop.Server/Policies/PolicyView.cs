using Coop.Engine.Editing;
using Coop.Engine.Policies;

namespace Coop.Server.Policies;

internal sealed record PolicyListView(IReadOnlyList<PolicyView> Policies);

/// <param name="SemanticVersion">Grows with every change.</param>
/// <param name="Version">New with every change, and never had before.</param>
internal sealed record PolicyView(
    string Id, string Name, string? ParentId, string? PolicyText, string? EnforcementGuidelines, string? PolicyType, string Penalty, int SemanticVersion, string Version)
{
    public static PolicyView Of(Versioned<Policy> read)
    {
        var policy = read.Value;
        return new(
            policy.Id, policy.Name, policy.ParentId, policy.PolicyText, policy.EnforcementGuidelines, policy.PolicyType, policy.Penalty, policy.SemanticVersion, read.Version);
    }
}

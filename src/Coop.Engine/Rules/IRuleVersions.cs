namespace Coop.Engine.Rules;

/// <summary>Rules as they were. They stay when the rule goes: decisions name the versions that made them.</summary>
public interface IRuleVersions
{
    /// <summary>Those that are kept, in no order.</summary>
    Task<IReadOnlyList<Rule>> ListVersionsAsync(string orgId, IReadOnlyCollection<RuleVersion> wanted, CancellationToken cancellationToken);
}

public readonly record struct RuleVersion(string RuleId, string Version);

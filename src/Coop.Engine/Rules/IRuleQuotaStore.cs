namespace Coop.Engine.Rules;

/// <summary>
/// How often rules acted. The count of a rule grows by one with each decision in which it passed live, in the transaction that writes the decision.
/// </summary>
public interface IRuleQuotaStore
{
    /// <summary>Rule id to how often it acted on a UTC day; a rule that did not act is absent.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(string orgId, DateOnly utcDay, CancellationToken cancellationToken);
}

using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;

namespace Coop.Engine.Flow;

/// <summary>Reads what an organisation decides with.</summary>
public interface IPlanSettings
{
    /// <summary>All of it as it was at one moment: read one after the other, a rule could be as it was and the bank that it left already gone.</summary>
    Task<PlanSettings> ReadAsync(string orgId, CancellationToken cancellationToken);
}

/// <summary>Each kind by name.</summary>
public sealed record PlanSettings(
    IReadOnlyList<Rule> Rules,
    IReadOnlyList<ItemType> ItemTypes,
    IReadOnlyList<ModerationAction> Actions,
    IReadOnlyList<Policy> Policies,
    IReadOnlyList<MatchingBank> Banks);

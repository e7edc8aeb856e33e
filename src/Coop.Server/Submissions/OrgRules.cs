using System.Collections.Frozen;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Evaluation;

namespace Coop.Server.Submissions;

/// <summary>What an organisation decides with, as it was at one revision and with one catalogue. Immutable; replaced whole.</summary>
internal sealed class OrgRules
{
    private readonly Ruleset _ruleset;
    private readonly IRuleQuotaStore _quotas;
    private readonly TimeProvider _time;
    private readonly bool _hasQuotas;

    public OrgRules(long revision, RulesetSource source, IReadOnlyList<ItemType> itemTypes, IRuleQuotaStore quotas, TimeProvider time)
    {
        (Revision, Source, _quotas, _time) = (revision, source, quotas, time);
        _ruleset = Ruleset.Compile(source, time);
        _hasQuotas = source.Rules.Any(rule => rule.MaxDailyActions is not null);
        ItemTypes = itemTypes.ToFrozenDictionary(type => type.Id, StringComparer.Ordinal);
        ItemTypeIds = ItemTypes.Keys.ToFrozenSet(StringComparer.Ordinal);
        Actions = source.Actions.ToFrozenDictionary(action => action.Id, StringComparer.Ordinal);
        Policies = source.Policies.ToFrozenDictionary(policy => policy.Id, StringComparer.Ordinal);
    }

    public long Revision { get; }

    public RulesetSource Source { get; }

    public IReadOnlyDictionary<string, ItemType> ItemTypes { get; }

    public IReadOnlySet<string> ItemTypeIds { get; }

    public IReadOnlyDictionary<string, ModerationAction> Actions { get; }

    public IReadOnlyDictionary<string, Policy> Policies { get; }

    /// <param name="submissionId">Null for a dry run.</param>
    public async Task<Decision> DecideAsync(Item item, string? submissionId, CancellationToken cancellationToken)
    {
        var actedToday = _hasQuotas
            ? await _quotas.CountAsync(Source.OrgId, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime), cancellationToken)
            : null;
        return await _ruleset.DecideAsync(EvaluationSubject.Of(item), submissionId, actedToday, cancellationToken);
    }
}

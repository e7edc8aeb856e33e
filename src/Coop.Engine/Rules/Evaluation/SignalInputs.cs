using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>What the signals of one evaluation are given.</summary>
internal sealed class SignalInputs(RulesetSource source, EvaluationSubject subject)
{
    private readonly Lazy<FullItem?> _item = new(() => Whole(subject.Item));
    private readonly Lazy<IReadOnlyList<ActionPenalty>> _penalties = new(() => PenaltiesOf(source));
    private readonly string? _contextId = ContextOf(subject.Item);

    public string OrgId => source.OrgId;

    public SignalInput For(SignalCall call, ScalarValue value, bool isWholeItem) => new()
    {
        OrgId = OrgId,
        SignalId = call.SignalId,
        Value = isWholeItem ? null : value,
        Item = isWholeItem ? _item.Value : null,
        MatchingValues = call.MatchingValues,
        ActionPenalties = call.Signal!.Descriptor.NeedsActionPenalties ? _penalties.Value : null,
        Subcategory = call.Subcategory,
        ContentId = subject.Item?.Id,
        UserId = subject.Item?.Creator?.Id,
        ContextId = _contextId,
        ContentType = subject.Item?.Type.Name,
        Args = call.Args,
    };

    private static FullItem? Whole(Item? item) => item is null
        ? null
        : new FullItem(item.Type.Id, item.Type.Name, item.Type.Kind, item.Type.Fields, FieldRole.ToMap(item.Type.Roles), item.Type.Version, item.Data);

    private static List<ActionPenalty> PenaltiesOf(RulesetSource source) =>
        [.. source.Actions.SelectMany(_ => source.Policies, (action, policy) => new ActionPenalty(action.Id, policy.Id, [action.Penalty, policy.Penalty]))];

    private static string? ContextOf(Item? item)
    {
        if (item is null)
        {
            return null;
        }

        return Text("spectrum-context-id") ?? Text("spectrum_context_id") ?? Thread();

        string? Text(string name) => item.Data.TryGetProperty(name, out var json) && JsonText.TryGetText(json, out var text) ? text : null;

        string? Thread() => item.Type is { Kind: ItemTypeKind.Content, Roles.ThreadId: { } field }
            && item.Values.GetValueOrDefault(field) is [{ Type: ScalarType.RelatedItem } thread]
            ? thread.AsReference().Id
            : null;
    }
}

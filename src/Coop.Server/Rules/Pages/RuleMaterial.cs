using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Offers;
using Coop.Integrations;
using Coop.Server.Api;

namespace Coop.Server.Rules.Pages;

/// <summary>What a rule can be made of, read once for a form; the signals are asked as often as somebody chooses one.</summary>
/// <param name="ask">Asks every signal whether the organisation can use it.</param>
/// <param name="before">Read earlier for the same form: what its signals answered is still as good.</param>
public sealed class RuleMaterial(RuleSurroundings surroundings, Func<Task<Result<IReadOnlyList<OrgSignal>>>>? ask = null, RuleMaterial? before = null)
{
    private readonly Dictionary<string, InputChoice?> _kept = new(StringComparer.Ordinal);
    private IReadOnlyCollection<string> _itemTypeIds = [];
    private Dictionary<string, InputChoice> _inputs = [];
    private Dictionary<string, OrgSignal> _asked = before?._asked ?? [];

    public RuleSurroundings Surroundings { get; } = surroundings;

    public ConditionWords Words { get; } = new(surroundings);

    /// <summary>Grouped as they are offered.</summary>
    public IReadOnlyList<InputChoice> Inputs { get; private set; } = [];

    /// <summary>Null until every signal was asked whether the organisation can use it.</summary>
    public IReadOnlyList<OrgSignal>? Signals { get; private set; } = before?.Signals;

    public static bool IsPlace(SignalInputType? input) => input == SignalInputType.Geohash;

    public void ChooseItemTypes(IReadOnlyCollection<string> ids)
    {
        if (ids.SequenceEqual(_itemTypeIds))
        {
            return;
        }

        _itemTypeIds = [.. ids];
        Inputs = InputChoice.For([.. Surroundings.ItemTypes.Where(type => ids.Contains(type.Id))]);
        _inputs = Inputs.ToDictionary(choice => choice.Value, StringComparer.Ordinal);
    }

    /// <summary>May take as long as the slowest integration. What was known stays when asking fails.</summary>
    public async Task<IReadOnlyList<Problem>> AskAsync()
    {
        if (ask is null)
        {
            return [];
        }

        var asked = await ask();
        if (asked.TryGet(out var signals))
        {
            Signals = signals;
            _asked = signals.ToDictionary(signal => signal.Signal.Descriptor.Id, StringComparer.Ordinal);
        }

        return asked.Problems;
    }

    /// <summary>Null when none is chosen, or the item types do not have it.</summary>
    public InputChoice? Input(ConditionForm leaf)
    {
        if (leaf.Input.Length == 0)
        {
            return null;
        }

        return _inputs.TryGetValue(leaf.Input, out var offered) ? offered
            : _kept.TryGetValue(leaf.Input, out var kept) ? kept
            : _kept[leaf.Input] = InputChoice.Kept(leaf.Input, Words);
    }

    public bool IsOffered(string input) => _inputs.ContainsKey(input);

    public CatalogueSignal? Found(string signalId) => _asked.GetValueOrDefault(signalId)?.Signal ?? Surroundings.Catalogue.FindSignal(signalId);

    public SignalDescriptor? Descriptor(ConditionForm leaf) => leaf.SignalId is { } id ? Found(id)?.Descriptor : null;

    public OrgSignal? Signal(ConditionForm leaf) => leaf.SignalId is { } id ? _asked.GetValueOrDefault(id) : null;

    /// <summary>What the condition's score is; null when that cannot be known.</summary>
    public SignalOutputType? OutputOf(ConditionForm leaf) =>
        leaf.SignalId is not null ? Descriptor(leaf)?.OutputType
        : Input(leaf) is { Type: not SignalInputType.FullItem } input ? SignalOutputType.Of((ScalarType)input.Type) : null;

    /// <summary>Those that take the input, usable ones first, then by integration and name.</summary>
    public IReadOnlyList<PickableSignal> Pickable(SignalInputType input, bool hasActions) =>
        [.. (Signals ?? []).Where(signal => signal.Signal.Descriptor.EligibleInputs.Contains(input))
            .Select(signal => PickableSignal.Of(signal, LogosOf(signal.Signal), hasActions))
            .OrderBy(signal => signal.Refusal is not null)
            .ThenBy(signal => signal.Signal.Signal.IntegrationTitle, StringComparer.OrdinalIgnoreCase)
            .ThenBy(signal => signal.Name, StringComparer.OrdinalIgnoreCase)];

    public LogoUrls LogosOf(CatalogueSignal signal) =>
        Surroundings.Catalogue.Find(signal.IntegrationId) is { } integration ? LogoUrls.Of(integration) : default;
}

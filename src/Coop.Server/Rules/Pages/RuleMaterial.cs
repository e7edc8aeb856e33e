using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Server.Integrations;

namespace Coop.Server.Rules.Pages;

/// <summary>What a rule can be made of, read once for a form.</summary>
public sealed class RuleMaterial(RuleSurroundings surroundings)
{
    private Dictionary<string, InputChoice> _inputs = [];
    private Dictionary<string, OrgSignal> _asked = [];

    public RuleSurroundings Surroundings { get; } = surroundings;

    /// <summary>Grouped as they are offered.</summary>
    public IReadOnlyList<InputChoice> Inputs { get; private set; } = [];

    /// <summary>Null until every signal was asked whether the organisation can use it.</summary>
    public IReadOnlyList<OrgSignal>? Signals { get; private set; }

    public void ChooseItemTypes(IReadOnlyCollection<string> ids)
    {
        Inputs = InputChoice.For([.. Surroundings.ItemTypes.Where(type => ids.Contains(type.Id))]);
        _inputs = Inputs.ToDictionary(choice => choice.Value, StringComparer.Ordinal);
    }

    public void Ask(IReadOnlyList<OrgSignal> signals)
    {
        Signals = signals;
        _asked = signals.ToDictionary(signal => signal.Signal.Descriptor.Id, StringComparer.Ordinal);
    }

    public InputChoice? Input(ConditionForm leaf) => _inputs.GetValueOrDefault(leaf.Input);

    public SignalDescriptor? Descriptor(ConditionForm leaf) => leaf.SignalId is { } id ? Surroundings.Catalogue.FindSignal(id)?.Descriptor : null;

    public OrgSignal? Signal(ConditionForm leaf) => leaf.SignalId is { } id ? _asked.GetValueOrDefault(id) : null;

    /// <summary>What the condition's score is; null when that cannot be known.</summary>
    public SignalOutputType? OutputOf(ConditionForm leaf) =>
        leaf.SignalId is not null ? Descriptor(leaf)?.OutputType
        : Input(leaf) is { Type: not SignalInputType.FullItem } input ? SignalOutputType.Of((ScalarType)input.Type) : null;

    /// <summary>Those that take the input, usable ones first, then by integration and name.</summary>
    public IReadOnlyList<PickableSignal> Pickable(SignalInputType input, bool hasActions) =>
        [.. (Signals ?? []).Where(signal => signal.Signal.Descriptor.EligibleInputs.Contains(input))
            .Select(signal => PickableSignal.Of(signal, LogoOf(signal), hasActions))
            .OrderBy(signal => signal.Refusal is not null)
            .ThenBy(signal => signal.Signal.Signal.IntegrationTitle, StringComparer.OrdinalIgnoreCase)
            .ThenBy(signal => signal.Name, StringComparer.OrdinalIgnoreCase)];

    public string? LogoOf(CatalogueSignal signal) =>
        Surroundings.Catalogue.Find(signal.IntegrationId) is { } integration ? LogoUrls.Of(integration).LogoWithBackground : null;

    private string? LogoOf(OrgSignal signal) => LogoOf(signal.Signal);
}

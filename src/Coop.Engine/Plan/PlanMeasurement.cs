using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>A measurement with what one plan makes of it: the signal that is installed, the content of the banks.</summary>
internal sealed class PlanMeasurement
{
    private AskedPart? _asked;

    private PlanMeasurement(Measurement what, PlannedMeasurement planned, CatalogueSignal? signal, MatchingValues? values, SignalOutcome? refusal) =>
        (What, Planned, Signal, Values, Refusal) = (what, planned, signal, values, refusal);

    public Measurement What { get; }

    public PlannedMeasurement Planned { get; }

    public CatalogueSignal? Signal { get; }

    public MatchingValues? Values { get; }

    /// <summary>Why it cannot be measured at all, whatever the value; null when it can.</summary>
    public SignalOutcome? Refusal { get; }

    /// <summary>What is held against its matching values when the plan is made.</summary>
    public MatchingDoubt Doubt { get; set; }

    /// <summary>What looks for its matching values and others in one pass; null when nothing does.</summary>
    public SignalMatcher? Matcher { get; set; }

    /// <summary>Whether it may not run on the thread that decides, whatever its signal may: what compiling or matching hung on may hang there too.</summary>
    public bool IsApart => Doubt != MatchingDoubt.None || Matcher is { IsStopped: true };

    /// <summary>Among the plan's measurements.</summary>
    public int Place { get; set; }

    /// <summary>The first measurement that comes out the same, because its banks hold the same; itself when there is none before it.</summary>
    public PlanMeasurement Source { get; private set; } = null!;

    /// <summary>Bound to what there is, in an order that only the rules decide: equal plans of different processes number alike.</summary>
    public static PlanMeasurement[] Bind(IEnumerable<Measurement> measurements, IntegrationCatalogue catalogue, MatchingSets sets)
    {
        var bound = measurements.Select(what => Bind(what, catalogue, sets)).ToArray();
        Array.Sort(bound, Compare);
        var sources = new Dictionary<(string Input, string SignalId, string? Subcategory, string? Args, MatchingValues? Values), PlanMeasurement>();
        for (var place = 0; place < bound.Length; place++)
        {
            var each = bound[place];
            each.Place = place;
            each.Source = each;
            if (each is { What.Signal: { } signal, Values: not null } && !sources.TryAdd((each.What.InputText, signal.Id, signal.Subcategory, each.Args, each.Values), each))
            {
                each.Source = sources[(each.What.InputText, signal.Id, signal.Subcategory, each.Args, each.Values)];
            }
        }

        return bound;
    }

    public string? Args => What.Signal?.Args?.GetRawText();

    /// <summary>What its signal is asked, whatever the item. Two who make it at once make the same.</summary>
    /// <param name="plan">The one that it is a part of.</param>
    public AskedPart AskedBy(RulePlan plan) => _asked ??= new AskedPart
    {
        OrgId = plan.Source.OrgId,
        SignalId = What.Signal!.Id,
        MatchingValues = Values,
        ActionPenalties = Signal!.Descriptor.NeedsActionPenalties ? plan.Penalties : null,
        Subcategory = What.Signal.Subcategory,
        Args = What.Signal.Args,
    };

    private static PlanMeasurement Bind(Measurement what, IntegrationCatalogue catalogue, MatchingSets sets)
    {
        var signal = what.Signal is { } wanted ? catalogue.FindSignal(wanted.Id) : null;
        var values = signal is { Descriptor.NeedsMatchingValues: true } ? sets.Resolve(what.Key, what.MatchingValues) : null;
        var version = signal is null ? null : catalogue.Find(signal.IntegrationId)?.Manifest?.Version;
        var cost = what.Kind switch
        {
            MeasurementKind.Presence or MeasurementKind.Bare => 0,
            _ => signal?.Descriptor.Cost ?? double.PositiveInfinity,
        };
        return new PlanMeasurement(
            what, new PlannedMeasurement(what.Key, cost, what.Signal?.Id, signal?.Descriptor.OutputType, version), signal, values, RefusalOf(what, signal, values));
    }

    private static SignalOutcome? RefusalOf(Measurement what, CatalogueSignal? signal, MatchingValues? values) => what switch
    {
        { Input: ConditionInput.Derived derived } =>
            SignalOutcome.Failed(FailureKind.Missing, $"No installed integration offers the derivation {derived.DerivationType}."),
        { Kind: MeasurementKind.Bare, Input: ConditionInput.WholeItem } =>
            SignalOutcome.Failed(FailureKind.Refused, "A whole item can only be judged by a signal, and the condition names none."),
        { Signal: { } wanted } when signal is null =>
            SignalOutcome.Failed(FailureKind.Missing, $"Signal not found. No active integration offers {wanted.Id}."),
        _ when signal is { Descriptor.NeedsMatchingValues: true } && values is null =>
            SignalOutcome.Failed(FailureKind.Refused, "Invalid matching values. The condition names none, or only banks that are gone or empty."),
        _ => null,
    };

    /// <summary>What one signal measures of one input stands together, plain calls before those with a subcategory or arguments.</summary>
    private static int Compare(PlanMeasurement one, PlanMeasurement other)
    {
        var order = string.CompareOrdinal(one.What.Signal?.Id, other.What.Signal?.Id);
        order = order != 0 ? order : string.CompareOrdinal(one.What.InputText, other.What.InputText);
        order = order != 0 ? order : string.CompareOrdinal(one.What.Signal?.Subcategory, other.What.Signal?.Subcategory);
        order = order != 0 ? order : string.CompareOrdinal(one.Args, other.Args);
        return order != 0 ? order : one.What.Key.CompareTo(other.What.Key);
    }
}

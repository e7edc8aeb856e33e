using Coop.Engine.Items;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>What signals are given. One for each item; what several of them need is made once.</summary>
internal struct SignalInputs(RulePlan plan, EvaluationSubject subject)
{
    private FullItem? _whole;

    public SignalCall ForItem(PlanMeasurement measurement)
    {
        ScalarValue? none = null;
        return For(measurement, none, _whole ??= Whole(subject.Item!));
    }

    public readonly SignalCall ForValue(PlanMeasurement measurement, in ScalarValue? value) => For(measurement, value, null);

    private readonly SignalCall For(PlanMeasurement measurement, in ScalarValue? value, FullItem? whole)
    {
        var signal = measurement.Signal!;
        var item = subject.Item;
        var asked = measurement.What.Signal!;
        return new SignalCall(signal, new SignalInput
        {
            OrgId = plan.Source.OrgId,
            SignalId = asked.Id,
            Value = value,
            Item = whole,
            MatchingValues = measurement.Values,
            ActionPenalties = signal.Descriptor.NeedsActionPenalties ? plan.Penalties : null,
            Subcategory = asked.Subcategory,
            ContentId = item?.Id,
            UserId = item?.Creator?.Id,
            ContextId = item?.ContextId,
            ContentType = item?.Type.Name,
            Args = asked.Args,
        });
    }

    private static FullItem Whole(Item item) =>
        new(item.Type.Id, item.Type.Name, item.Type.Kind, item.Type.Fields, FieldRole.ToMap(item.Type.Roles), item.Type.Version, item.Data);
}

using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>What signals are given. One for each item. An author may keep his input, so each call has its own; what is in it is made once for all that need it.</summary>
internal struct SignalInputs(RulePlan plan, EvaluationSubject subject)
{
    private GivenPart? _whole;

    public SignalInput ForItem(PlanMeasurement measurement)
    {
        _whole ??= Given(null, Whole(subject.Item!));
        return new SignalInput(measurement.AskedBy(plan), _whole);
    }

    /// <param name="given">What was made of the value for another signal; null before the first.</param>
    public readonly SignalInput ForValue(PlanMeasurement measurement, in ScalarValue value, ref GivenPart? given)
    {
        given ??= Given(value, null);
        return new SignalInput(measurement.AskedBy(plan), given);
    }

    private readonly GivenPart Given(ScalarValue? value, FullItem? whole)
    {
        var item = subject.Item;
        return new GivenPart
        {
            Value = value,
            Item = whole,
            ContentId = item?.Id,
            UserId = item?.Creator?.Id,
            ContextId = item?.ContextId,
            ContentType = item?.Type.Name,
        };
    }

    private static FullItem Whole(Item item) =>
        new(item.Type.Id, item.Type.Name, item.Type.Kind, item.Type.Fields, FieldRole.ToMap(item.Type.Roles), item.Type.Version, item.Data);
}

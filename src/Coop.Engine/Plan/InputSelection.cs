using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>What an input selects of a subject: nothing, the whole item, or values (which may be none).</summary>
internal static class InputSelection
{
    /// <param name="values">Receives the values.</param>
    public static Selected Select(ConditionInput input, EvaluationSubject subject, List<ScalarValue> values) => input switch
    {
        ConditionInput.User => User(subject, values),
        ConditionInput.WholeItem whole => subject.Item is not null && (whole.ItemTypeIds is null || whole.ItemTypeIds.Contains(subject.Type.Id)) ? Selected.WholeItem : Selected.Nothing,
        ConditionInput.Field field => Field(field, subject, values),
        ConditionInput.Aggregate aggregate => Aggregate(aggregate.Input, subject, values),
        _ => Selected.Nothing,
    };

    private static Selected One(ScalarValue value, List<ScalarValue> values)
    {
        values.Add(value);
        return Selected.Values;
    }

    private static Selected Field(ConditionInput.Field field, EvaluationSubject subject, List<ScalarValue> values)
    {
        if (field.ItemTypeId != subject.Type.Id || subject.Item is not { } item || !item.Values.TryGetValue(field.Name, out var found))
        {
            return Selected.Nothing;
        }

        for (var i = 0; i < found.Count; i++)
        {
            values.Add(found[i]);
        }

        return Selected.Values;
    }

    private static Selected User(EvaluationSubject subject, List<ScalarValue> values) =>
        subject.Item is not null ? Author(subject, values)
        : subject.Type.Kind == ItemTypeKind.User ? One(ScalarValue.Reference(ScalarType.UserId, new ItemReference(subject.ItemId, subject.Type.Id)), values)
        : Selected.Nothing;

    private static Selected Author(EvaluationSubject subject, List<ScalarValue> values) =>
        subject.Item?.Creator is { } creator ? One(ScalarValue.Reference(ScalarType.UserId, creator), values) : Selected.Nothing;

    private static Selected Aggregate(CoopInput input, EvaluationSubject subject, List<ScalarValue> values) => input switch
    {
        CoopInput.AllText => AllText(subject, values),
        CoopInput.AnyImage => AllOf(ScalarType.Image, subject, values),
        CoopInput.AnyVideo => AllOf(ScalarType.Video, subject, values),
        CoopInput.AnyGeohash => AllOf(ScalarType.Geohash, subject, values),
        CoopInput.AuthorUser => Author(subject, values),
        CoopInput.PolicyId => Policies(subject, values),
        CoopInput.Source => subject.SourceType is { } source ? One(ScalarValue.Text(source), values) : Selected.Nothing,
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Not an aggregate input."),
    };

    private static Selected Policies(EvaluationSubject subject, List<ScalarValue> values)
    {
        foreach (var id in subject.PolicyIds)
        {
            values.Add(ScalarValue.Text(ScalarType.PolicyId, id));
        }

        return subject.PolicyIds.Count == 0 ? Selected.Nothing : Selected.Values;
    }

    /// <summary>Every text joined by spaces, as one value.</summary>
    private static Selected AllText(EvaluationSubject subject, List<ScalarValue> values)
    {
        if (subject.Item is null || !subject.Type.Fields.Any(field => field.Type == ScalarType.String))
        {
            return Selected.Nothing;
        }

        var from = values.Count;
        AllOf(ScalarType.String, subject, values);
        if (values.Count != from + 1)
        {
            var joined = string.Join(' ', values.Skip(from).Select(text => text.AsText()));
            values.RemoveRange(from, values.Count - from);
            values.Add(ScalarValue.Text(joined));
        }

        return Selected.Values;
    }

    private static Selected AllOf(ScalarType type, EvaluationSubject subject, List<ScalarValue> values)
    {
        if (subject.Item is not { } item)
        {
            return Selected.Nothing;
        }

        var fields = item.Type.Fields;
        for (var f = 0; f < fields.Count; f++)
        {
            if (fields[f].Type == type && item.Values.TryGetValue(fields[f].Name, out var found))
            {
                for (var i = 0; i < found.Count; i++)
                {
                    values.Add(found[i]);
                }
            }
        }

        return Selected.Values;
    }
}

internal enum Selected : byte
{
    Nothing,
    Values,
    WholeItem,
}

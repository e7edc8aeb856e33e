using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>What an input selects of a subject: nothing, the whole item, or values (which may be none).</summary>
internal readonly record struct Selection(IReadOnlyList<ScalarValue>? Values, bool IsWholeItem)
{
    public static Selection Nothing => default;

    public static Selection WholeItem => new(null, true);

    public bool IsProvided => Values is not null || IsWholeItem;

    public static Selection Of(ConditionInput input, EvaluationSubject subject) => input switch
    {
        ConditionInput.User => User(subject),
        ConditionInput.WholeItem whole => subject.Item is not null && (whole.ItemTypeIds is null || whole.ItemTypeIds.Contains(subject.Type.Id)) ? WholeItem : Nothing,
        ConditionInput.Field field => field.ItemTypeId == subject.Type.Id && subject.Item?.Values.GetValueOrDefault(field.Name) is { } values ? new Selection(values, false) : Nothing,
        ConditionInput.Aggregate aggregate => Aggregate(aggregate.Input, subject),
        _ => Nothing,
    };

    private static Selection One(ScalarValue value) => new([value], false);

    private static Selection User(EvaluationSubject subject) =>
        subject.Item is null
            ? subject.Type.Kind == ItemTypeKind.User ? One(ScalarValue.Reference(ScalarType.UserId, new ItemReference(subject.ItemId, subject.Type.Id))) : Nothing
            : Author(subject);

    private static Selection Author(EvaluationSubject subject) =>
        subject.Item?.Creator is { } creator ? One(ScalarValue.Reference(ScalarType.UserId, creator)) : Nothing;

    private static Selection Aggregate(CoopInput input, EvaluationSubject subject) => input switch
    {
        CoopInput.AllText => AllText(subject),
        CoopInput.AnyImage => AllOf(ScalarType.Image, subject),
        CoopInput.AnyVideo => AllOf(ScalarType.Video, subject),
        CoopInput.AnyGeohash => AllOf(ScalarType.Geohash, subject),
        CoopInput.AuthorUser => Author(subject),
        CoopInput.PolicyId => subject.PolicyIds.Count == 0 ? Nothing : new Selection([.. subject.PolicyIds.Select(id => ScalarValue.Text(ScalarType.PolicyId, id))], false),
        CoopInput.Source => subject.SourceType is { } source ? One(ScalarValue.Text(source)) : Nothing,
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Not an aggregate input."),
    };

    private static Selection AllText(EvaluationSubject subject)
    {
        if (subject.Item is null || !subject.Type.Fields.Any(field => field.Type == ScalarType.String))
        {
            return Nothing;
        }

        var texts = AllOf(ScalarType.String, subject).Values!;
        return One(ScalarValue.Text(texts.Count == 1 ? texts[0].AsText() : string.Join(' ', texts.Select(text => text.AsText()))));
    }

    private static Selection AllOf(ScalarType type, EvaluationSubject subject)
    {
        if (subject.Item is not { } item)
        {
            return Nothing;
        }

        var found = new List<ScalarValue>();
        foreach (var field in item.Type.Fields)
        {
            if (field.Type == type && item.Values.TryGetValue(field.Name, out var values))
            {
                found.AddRange(values);
            }
        }

        return new Selection(found, false);
    }
}

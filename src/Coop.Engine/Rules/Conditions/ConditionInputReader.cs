using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules.Conditions;

internal sealed class ConditionInputReader(List<Problem> problems)
{
    private readonly JsonMembers _read = new(problems);

    public ConditionInput? Input(JsonElement json, string pointer)
    {
        var type = _read.Text(json, pointer, "type", required: true);
        switch (type)
        {
            case null:
                return null;
            case ConditionInputNames.User:
                _read.RefuseUnknown(json, pointer, ["type"]);
                return new ConditionInput.User();
            case ConditionInputNames.WholeItem:
                _read.RefuseUnknown(json, pointer, ["type", "contentTypeIds"]);
                return new ConditionInput.WholeItem(_read.Strings(json, pointer, "contentTypeIds"));
            case ConditionInputNames.Field:
                _read.RefuseUnknown(json, pointer, ["type", "name", "contentTypeId"]);
                return (_read.Text(json, pointer, "name", required: true), _read.Text(json, pointer, "contentTypeId", required: true)) is ({ } name, { } typeId)
                    ? new ConditionInput.Field(name, typeId)
                    : null;
            case ConditionInputNames.Aggregate:
                _read.RefuseUnknown(json, pointer, ["type", "name"]);
                return Aggregate(json, pointer);
            case ConditionInputNames.Derived:
                _read.RefuseUnknown(json, pointer, ["type", "spec"]);
                return _read.Object(json, pointer, "spec", required: true) is { } spec ? Derived(spec, JsonPointer.Member(pointer, "spec")) : null;
            default:
                problems.Add(ConditionProblems.Invalid(JsonPointer.Member(pointer, "type"), $"'{type}' is no input. Known: {string.Join(", ", ConditionInputNames.All)}."));
                return null;
        }
    }

    private ConditionInput.Aggregate? Aggregate(JsonElement json, string pointer)
    {
        if (_read.Text(json, pointer, "name", required: true) is not { } name)
        {
            return null;
        }

        if (CoopInputNames.TryParse(name, out var input))
        {
            return new ConditionInput.Aggregate(input);
        }

        problems.Add(ConditionProblems.Invalid(JsonPointer.Member(pointer, "name"), $"'{name}' is no aggregate input. Known: {string.Join(", ", CoopInputNames.All)}."));
        return null;
    }

    private ConditionInput.Derived? Derived(JsonElement json, string pointer)
    {
        _read.RefuseUnknown(json, pointer, ["source", "derivationType"]);
        var derivation = _read.Text(json, pointer, "derivationType", required: true);
        if (_read.Object(json, pointer, "source", required: true) is not { } sourceJson)
        {
            return null;
        }

        var at = JsonPointer.Member(pointer, "source");
        var source = Input(sourceJson, at);
        if (source is ConditionInput.Derived or ConditionInput.User)
        {
            problems.Add(ConditionProblems.Invalid(at, "A value is derived from a field, an aggregate input or the whole item."));
            return null;
        }

        return source is null || derivation is null ? null : new ConditionInput.Derived(source, derivation);
    }
}

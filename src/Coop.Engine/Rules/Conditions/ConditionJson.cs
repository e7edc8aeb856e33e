using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules.Conditions;

/// <summary>
/// Reads and writes conditions in their stored form (docs/rules.md). Reading reports every mistake with its JSON pointer and
/// refuses unknown members instead of dropping them; only <c>result</c> is passed over, so that the conditions of a decision can be read back.
/// </summary>
public static class ConditionJson
{
    /// <summary>Reads a whole condition set. Pointers count from <paramref name="json"/>.</summary>
    public static Result<ConditionSet> Read(JsonElement json)
    {
        var problems = new List<Problem>();
        var condition = new ConditionReader(problems).Condition(json, "");
        if (problems.Count == 0 && condition is not ConditionSet)
        {
            problems.Add(ConditionProblems.Invalid("", "The outermost condition must be a set: an object with conjunction and conditions."));
        }

        return problems.Count > 0 ? problems : (ConditionSet)condition!;
    }

    /// <summary>One input by itself; null when it is none.</summary>
    public static ConditionInput? ReadInput(JsonElement json)
    {
        var problems = new List<Problem>();
        var input = new ConditionInputReader(problems).Input(json, "");
        return problems.Count == 0 ? input : null;
    }

    public static void Write(Utf8JsonWriter writer, Condition condition) => ConditionWriter.Write(writer, condition);

    public static JsonElement ToElement(Condition condition) => JsonText.ToElement(writer => Write(writer, condition));
}

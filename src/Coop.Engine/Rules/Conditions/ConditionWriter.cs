using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>Conditions to their stored form.</summary>
public static class ConditionWriter
{
    public static void Write(Utf8JsonWriter writer, Condition condition)
    {
        writer.WriteStartObject();
        switch (condition)
        {
            case ConditionSet set:
                writer.WriteString("conjunction", WireNames.Of(set.Conjunction));
                writer.WriteStartArray("conditions");
                foreach (var child in set.Conditions)
                {
                    Write(writer, child);
                }

                writer.WriteEndArray();
                break;
            case LeafCondition leaf:
                WriteLeafMembers(writer, leaf);
                break;
            default:
                throw new ArgumentException($"{condition.GetType()} has no stored form.", nameof(condition));
        }

        writer.WriteEndObject();
    }

    /// <summary>The members alone, so that a decision can add the leaf's result beside them.</summary>
    public static void WriteLeafMembers(Utf8JsonWriter writer, LeafCondition leaf)
    {
        writer.WritePropertyName("input");
        WriteInput(writer, leaf.Input);
        if (leaf.Signal is { } signal)
        {
            WriteSignal(writer, signal);
        }

        if (leaf.MatchingValues is { } values)
        {
            WriteMatchingValues(writer, values);
        }

        if (leaf.Comparator is { } comparator)
        {
            writer.WriteString("comparator", WireNames.Of(comparator));
        }

        switch (leaf.Threshold)
        {
            case { Kind: SignalScoreKind.Number } number:
                writer.WriteNumber("threshold", number.AsNumber());
                break;
            case { Kind: not SignalScoreKind.None } text:
                writer.WriteString("threshold", text.ToString());
                break;
        }

        if (leaf.Quantifier != Quantifier.Any)
        {
            writer.WriteString("quantifier", WireNames.Of(leaf.Quantifier));
        }

        if (leaf.Fallback is { } fallback)
        {
            writer.WriteString("fallback", WireNames.Of(fallback));
        }
    }

    internal static void WriteInput(Utf8JsonWriter writer, ConditionInput input)
    {
        writer.WriteStartObject();
        switch (input)
        {
            case ConditionInput.User:
                writer.WriteString("type", ConditionInputNames.User);
                break;
            case ConditionInput.WholeItem whole:
                writer.WriteString("type", ConditionInputNames.WholeItem);
                WriteStrings(writer, "contentTypeIds", whole.ItemTypeIds);
                break;
            case ConditionInput.Field field:
                writer.WriteString("type", ConditionInputNames.Field);
                writer.WriteString("name", field.Name);
                writer.WriteString("contentTypeId", field.ItemTypeId);
                break;
            case ConditionInput.Aggregate aggregate:
                writer.WriteString("type", ConditionInputNames.Aggregate);
                writer.WriteString("name", CoopInputNames.Of(aggregate.Input));
                break;
            case ConditionInput.Derived derived:
                writer.WriteString("type", ConditionInputNames.Derived);
                writer.WriteStartObject("spec");
                writer.WritePropertyName("source");
                WriteInput(writer, derived.Source);
                writer.WriteString("derivationType", derived.DerivationType);
                writer.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"{input.GetType()} has no stored form.", nameof(input));
        }

        writer.WriteEndObject();
    }

    public static void WriteSignal(Utf8JsonWriter writer, ConditionSignal signal)
    {
        writer.WriteStartObject("signal");
        writer.WriteString("id", SignalIdText.Of(signal.Id));
        writer.WriteString("type", signal.Id);
        if (signal.Name is not null)
        {
            writer.WriteString("name", signal.Name);
        }

        if (signal.Subcategory is not null)
        {
            writer.WriteString("subcategory", signal.Subcategory);
        }

        if (signal.Args is { } args)
        {
            writer.WritePropertyName("args");
            args.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    public static void WriteMatchingValues(Utf8JsonWriter writer, ConditionMatchingValues values)
    {
        writer.WriteStartObject("matchingValues");
        WriteStrings(writer, "strings", values.Strings);
        WriteStrings(writer, "textBankIds", values.TextBankIds);
        if (values.Locations is { } locations)
        {
            writer.WriteStartArray("locations");
            foreach (var location in locations)
            {
                LocationJson.Write(writer, location);
            }

            writer.WriteEndArray();
        }

        WriteStrings(writer, "locationBankIds", values.LocationBankIds);
        WriteStrings(writer, "imageBankIds", values.ImageBankIds);
        writer.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string>? strings)
    {
        if (strings is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in strings)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Server.Rules.Pages;

/// <summary>The stored form of conditions being written. Each learns where it stands, so that a refusal finds its way back to it.</summary>
internal sealed class ConditionComposition(RuleMaterial material)
{
    public JsonElement ToJson(ConditionForm root)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, root, "/conditions");
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, ConditionForm condition, string pointer)
    {
        condition.Pointer = pointer;
        if (condition.Children is { } children)
        {
            writer.WriteStartObject();
            // Stored sets are all leaves or all sets; a lone leaf among groups becomes a group of its own, which means the same.
            var isMixed = children.Any(child => child.IsGroup) && children.Any(child => !child.IsGroup);
            writer.WriteString("conjunction", WireNames.Of(condition.Conjunction));
            writer.WriteStartArray("conditions");
            foreach (var (index, child) in children.Index())
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/conditions/{index}");
                if (isMixed && !child.IsGroup)
                {
                    writer.WriteStartObject();
                    writer.WriteString("conjunction", WireNames.Of(Conjunction.And));
                    writer.WriteStartArray("conditions");
                    Write(writer, child, at + "/conditions/0");
                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }
                else
                {
                    Write(writer, child, at);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        else
        {
            WriteLeaf(writer, condition);
        }
    }

    /// <summary>An untouched leaf stays as it was stored, to the letter: it may say more than the form shows.</summary>
    private void WriteLeaf(Utf8JsonWriter writer, ConditionForm leaf)
    {
        if (leaf.Was is { } was && Text(leaf) == Text(was))
        {
            writer.WriteRawValue(leaf.Stored!);
        }
        else
        {
            WriteMembers(writer, leaf);
        }
    }

    private string Text(ConditionForm leaf)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteMembers(writer, leaf);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteMembers(Utf8JsonWriter writer, ConditionForm leaf)
    {
        writer.WriteStartObject();
        if (leaf.Input.Length > 0)
        {
            writer.WritePropertyName("input");
            writer.WriteRawValue(leaf.Input);
        }

        // "Is not provided" looks at the input alone; what else was chosen stays on the form for when one changes one's mind.
        if (leaf.Comparator != Comparator.IsNotProvided)
        {
            WriteSignal(writer, leaf);
            WriteMatching(writer, leaf);
        }

        if (leaf.Comparator is { } comparator)
        {
            writer.WriteString("comparator", WireNames.Of(comparator));
        }

        if (ComparatorChoices.TakesThreshold(leaf.Comparator) && leaf.Threshold.Trim() is { Length: > 0 } threshold)
        {
            var isNumber = leaf.IsStoredNumber || material.OutputOf(leaf)?.ScalarType == ScalarType.Number;
            if (isNumber && double.TryParse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                writer.WriteNumber("threshold", number);
            }
            else
            {
                writer.WriteString("threshold", threshold);
            }
        }

        if (leaf.Quantifier != Quantifier.Any && leaf.Comparator != Comparator.IsNotProvided)
        {
            writer.WriteString("quantifier", WireNames.Of(leaf.Quantifier));
        }

        if (leaf.Fallback is { } fallback)
        {
            writer.WriteString("fallback", WireNames.Of(fallback));
        }

        writer.WriteEndObject();
    }

    private static void WriteSignal(Utf8JsonWriter writer, ConditionForm leaf)
    {
        if (leaf.SignalId is { } id)
        {
            ConditionWriter.WriteSignal(writer, new ConditionSignal(id, leaf.SignalName, leaf.Subcategory.Length > 0 ? leaf.Subcategory : null, leaf.Args));
        }
    }

    /// <summary>Of values and banks only those that fit the input: texts that were typed before a place was chosen would win over it.</summary>
    private void WriteMatching(Utf8JsonWriter writer, ConditionForm leaf)
    {
        var descriptor = material.Descriptor(leaf);
        var isEmpty = leaf.Strings.Length + leaf.TextBankIds.Count + leaf.Places.Count + leaf.LocationBankIds.Count + leaf.ImageBankIds.Count == 0;
        if (leaf.SignalId is null || descriptor is { NeedsMatchingValues: false } || (descriptor is null && isEmpty))
        {
            return;
        }

        var isPlace = RuleMaterial.IsPlace(material.Input(leaf)?.Type);
        var (hasTexts, hasPlaces) = (!isPlace || leaf.KeepsTexts(), isPlace || leaf.KeepsPlaces());
        ConditionWriter.WriteMatchingValues(writer, new ConditionMatchingValues
        {
            Strings = hasTexts ? Some(leaf.StringList) : null,
            TextBankIds = hasTexts ? Some(leaf.TextBankIds) : null,
            Locations = hasPlaces ? Some(leaf.Places) : null,
            LocationBankIds = hasPlaces ? Some(leaf.LocationBankIds) : null,
            ImageBankIds = Some(leaf.ImageBankIds),
        });
    }

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}

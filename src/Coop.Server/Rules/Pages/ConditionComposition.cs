using System.Buffers;
using System.Globalization;
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
        writer.WriteStartObject();
        if (condition.Children is { } children)
        {
            // Stored sets are all leaves or all sets; a lone leaf among groups becomes a group of its own, which means the same.
            var isMixed = children.Any(child => child.IsGroup) && children.Any(child => !child.IsGroup);
            writer.WriteString("conjunction", condition.Conjunction);
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
        }
        else
        {
            WriteLeaf(writer, condition);
        }

        writer.WriteEndObject();
    }

    private void WriteLeaf(Utf8JsonWriter writer, ConditionForm leaf)
    {
        if (leaf.Input.Length > 0)
        {
            writer.WritePropertyName("input");
            writer.WriteRawValue(leaf.Input);
        }

        // "Is not provided" looks at the input alone; what else was chosen stays on the form for when one changes one's mind.
        var isNotProvided = leaf.Comparator == WireNames.Of(Comparator.IsNotProvided);
        if (!isNotProvided)
        {
            WriteSignal(writer, leaf);
            WriteMatching(writer, leaf);
        }

        if (leaf.Comparator.Length > 0)
        {
            writer.WriteString("comparator", leaf.Comparator);
        }

        if (ComparatorChoices.TakesThreshold(leaf.Comparator) && leaf.Threshold.Trim() is { Length: > 0 } threshold)
        {
            if (material.OutputOf(leaf)?.ScalarType == ScalarType.Number && double.TryParse(threshold, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                writer.WriteNumber("threshold", number);
            }
            else
            {
                writer.WriteString("threshold", threshold);
            }
        }

        if (leaf.Fallback.Length > 0)
        {
            writer.WriteString("fallback", leaf.Fallback);
        }
    }

    private static void WriteSignal(Utf8JsonWriter writer, ConditionForm leaf)
    {
        if (leaf.SignalId is not { } id)
        {
            return;
        }

        writer.WriteStartObject("signal");
        writer.WriteString("id", SignalIdText.Of(id));
        writer.WriteString("type", id);
        if (leaf.SignalName is { } name)
        {
            writer.WriteString("name", name);
        }

        if (leaf.Subcategory.Length > 0)
        {
            writer.WriteString("subcategory", leaf.Subcategory);
        }

        if (leaf.Args is { } args)
        {
            writer.WritePropertyName("args");
            writer.WriteRawValue(args);
        }

        writer.WriteEndObject();
    }

    private void WriteMatching(Utf8JsonWriter writer, ConditionForm leaf)
    {
        if (material.Descriptor(leaf) is { NeedsMatchingValues: false } or null)
        {
            return;
        }

        writer.WriteStartObject("matchingValues");
        string[] strings = [.. leaf.Strings.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0)];
        WriteIds(writer, "strings", strings);
        WriteIds(writer, "textBankIds", leaf.TextBankIds);
        if (leaf.Locations is { } locations)
        {
            writer.WritePropertyName("locations");
            writer.WriteRawValue(locations);
        }

        WriteIds(writer, "locationBankIds", leaf.LocationBankIds);
        WriteIds(writer, "imageBankIds", leaf.ImageBankIds);
        writer.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter writer, string name, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
    }
}

using System.Globalization;
using System.Text.Json;
using Coop.Engine;
using Coop.Integrations;

namespace Coop.Runner.Wire;

/// <summary>A signal's descriptor in the shape the TypeScript contract has.</summary>
internal static class DescriptorWriter
{
    /// <param name="integrationId">Stands where the author left it out.</param>
    public static void Write(Utf8JsonWriter json, ISignal signal, SignalDescriptor descriptor, string integrationId)
    {
        json.WriteStartObject();
        json.WriteStartObject("id");
        json.WriteString("type", descriptor.Id);
        json.WriteEndObject();
        json.WriteString("displayName", descriptor.DisplayName);
        json.WriteString("description", descriptor.Description);
        json.WriteString("docsUrl", descriptor.DocsUrl);
        WriteThresholds(json, descriptor.RecommendedThresholds);
        if (descriptor.SupportedLanguages is { } languages)
        {
            WriteTexts(json, "supportedLanguages", languages);
        }
        else
        {
            json.WriteString("supportedLanguages", "ALL");
        }

        json.WriteStartObject("pricingStructure");
        json.WriteString("type", NameOf(descriptor.Pricing));
        json.WriteEndObject();
        WriteTexts(json, "eligibleInputs", descriptor.EligibleInputs.Select(NameOf));
        WriteOutput(json, descriptor.OutputType);
        json.WriteBoolean("needsMatchingValues", descriptor.NeedsMatchingValues);
        json.WriteBoolean("needsActionPenalties", descriptor.NeedsActionPenalties);
        WriteSubcategories(json, "eligibleSubcategories", descriptor.EligibleSubcategories);
        json.WriteString("integration", descriptor.Integration ?? integrationId);
        json.WriteBoolean("allowedInAutomatedRules", descriptor.AllowedInAutomatedRules);
        if (descriptor.Cost is { } cost)
        {
            WriteNumber(json, "cost", cost);
        }

        if (signal is IBatchSignal batch)
        {
            json.WriteNumber("maxBatchSize", batch.MaxBatchSize);
        }

        if (signal is IDynamicSubcategories)
        {
            json.WriteBoolean("dynamicSubcategories", true);
        }

        json.WriteEndObject();
    }

    public static void WriteSubcategories(Utf8JsonWriter json, string name, IEnumerable<SignalSubcategory> choices)
    {
        json.WriteStartArray(name);
        foreach (var choice in choices)
        {
            json.WriteStartObject();
            json.WriteString("id", choice.Id);
            json.WriteString("label", choice.Label);
            json.WriteString("description", choice.Description);
            WriteTexts(json, "childrenIds", choice.ChildrenIds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>What is no JSON number travels as text, and the host says what is wrong with it.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A value the contract does not have travels as its number, and the host says what is wrong with it.</summary>
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => Enum.IsDefined(value) ? WireNames.Of(value) : value.ToString();

    private static void WriteThresholds(Utf8JsonWriter json, RecommendedThresholds? thresholds)
    {
        if (thresholds is null)
        {
            json.WriteNull("recommendedThresholds");
            return;
        }

        json.WriteStartObject("recommendedThresholds");
        json.WritePropertyName("highPrecisionThreshold");
        ResultWriter.WriteScore(json, thresholds.HighPrecision);
        json.WritePropertyName("highRecallThreshold");
        ResultWriter.WriteScore(json, thresholds.HighRecall);
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, SignalOutputType output)
    {
        json.WriteStartObject("outputType");
        json.WriteString("scalarType", NameOf(output.ScalarType));
        if (output.EnumValues is { } values)
        {
            json.WriteStartArray("enum");
            foreach (var value in values)
            {
                ResultWriter.WriteScore(json, value);
            }

            json.WriteEndArray();
            json.WriteBoolean("ordered", output.IsOrdered);
        }

        json.WriteEndObject();
    }
}

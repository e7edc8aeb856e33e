using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Problems;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Manifests;

/// <summary>A signal's descriptor from another process.</summary>
internal static class DescriptorReader
{
    public static ReadDescriptor Read(WireSignal signal, int index, Findings findings)
    {
        var json = new Member(signal.Descriptor, $"signals[{index}].signal", SignalCodes.Member, findings);
        var id = json["id"]["type"].Text();
        if (signal.SignalTypeId != id)
        {
            findings.Add(SignalCodes.Member, $"signals[{index}].signalTypeId", $"signals[{index}].signalTypeId is \"{signal.SignalTypeId}\", but its signal's id.type is \"{id}\". They must be equal.");
        }

        var descriptor = new SignalDescriptor
        {
            Id = id,
            DisplayName = json["displayName"].Text(),
            Description = json["description"].Text(),
            DocsUrl = json["docsUrl"].OptionalText(),
            EligibleInputs = json["eligibleInputs"].List(input => input.Name(SignalInputType.String)),
            OutputType = Output(json["outputType"]),
            Cost = json["cost"].OptionalNumber(),
            RecommendedThresholds = json["recommendedThresholds"] is { IsAbsent: false } thresholds
                ? new RecommendedThresholds(Threshold(thresholds["highPrecisionThreshold"]), Threshold(thresholds["highRecallThreshold"]))
                : null,
            SupportedLanguages = json["supportedLanguages"] is var languages && languages.Json.ValueKind == JsonValueKind.String && languages.Json.ValueEquals("ALL")
                ? null
                : languages.OptionalTexts(),
            Pricing = json["pricingStructure"] is { IsAbsent: false } pricing
                ? (pricing.Json.ValueKind == JsonValueKind.Object ? pricing["type"] : pricing).Name(PricingStructure.Free)
                : PricingStructure.Free,
            NeedsMatchingValues = json["needsMatchingValues"].Boolean(false),
            NeedsActionPenalties = json["needsActionPenalties"].Boolean(false),
            EligibleSubcategories = Subcategories(json["eligibleSubcategories"]),
            Integration = json["integration"].OptionalText(),
            AllowedInAutomatedRules = json["allowedInAutomatedRules"].Boolean(true),
        };
        return new ReadDescriptor(
            descriptor, json["maxBatchSize"].OptionalNumber() is { } size ? (int)Math.Clamp(size, 1, 10_000) : null, json["dynamicSubcategories"].Boolean(false));
    }

    public static IReadOnlyList<SignalSubcategory> Subcategories(Member list) => list.List(choice => new SignalSubcategory(
        choice["id"].Text(), choice["label"].Text(), choice["description"].OptionalText(), choice["childrenIds"].List(child => child.Text())));

    private static SignalOutputType Output(Member output)
    {
        var type = output["scalarType"].Name(ScalarType.Boolean);
        if (output["enum"] is not { IsAbsent: false } values)
        {
            return SignalOutputType.Of(type);
        }

        try
        {
            return SignalOutputType.Enum(output["ordered"].Boolean(false), values.List(Threshold));
        }
        catch (ArgumentException)
        {
            return values.Wrong("a list of distinct values, all text or all numbers", SignalOutputType.Of(type));
        }
    }

    private static SignalScore Threshold(Member value) => value.Json.ValueKind switch
    {
        JsonValueKind.Number => value.Json.GetDouble(),
        JsonValueKind.String => value.Json.GetString()!,
        _ => value.Wrong<SignalScore>("a number or text", 0),
    };
}

/// <param name="MaxBatchSize">Null when it takes one input at a time.</param>
/// <param name="HasChoices">Whether its choices depend on the organisation.</param>
internal sealed record ReadDescriptor(SignalDescriptor Descriptor, int? MaxBatchSize, bool HasChoices);

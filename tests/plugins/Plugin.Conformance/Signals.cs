using Coop.Integrations;
using Microsoft.Extensions.Logging;

namespace Plugin.Conformance;

/// <summary>A signal with as little said of it as may be.</summary>
internal sealed class AnySignal(string id, SignalOutputType output, Func<SignalInput, CancellationToken, ValueTask<SignalResult>> run) : ISignal
{
    public SignalDescriptor Descriptor { get; } = Plain(id, output);

    public static SignalDescriptor Plain(string id, SignalOutputType output) => new()
    {
        Id = id,
        DisplayName = id,
        Description = "For the suite.",
        EligibleInputs = Enum.GetValues<SignalInputType>(),
        OutputType = output,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => run(input, cancellationToken);
}

/// <summary>A signal with all said of it that can be.</summary>
internal sealed class FullSignal : ISignal
{
    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = "CONF_FULL",
        DisplayName = "Full",
        Description = "Says everything.",
        DocsUrl = "https://docs.vendor.example/full",
        EligibleInputs = [SignalInputType.String, SignalInputType.Image, SignalInputType.FullItem],
        OutputType = SignalOutputType.Enum(true, 1.0, 2.5, 4.0),
        Cost = 2.5,
        RecommendedThresholds = new(4.0, 2.5),
        SupportedLanguages = ["ENGLISH", "FRENCH"],
        Pricing = PricingStructure.Subscription,
        NeedsMatchingValues = true,
        NeedsActionPenalties = true,
        EligibleSubcategories = [new("a", "A", "The first.", ["b"]), new("b", "B")],
        Integration = "CONFORMANCE",
        AllowedInAutomatedRules = false,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(2.5));
}

internal sealed class AvailabilitySignal : ISignal
{
    public SignalDescriptor Descriptor { get; } = AnySignal.Plain("CONF_AVAILABLE", SignalOutputType.Boolean);

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(true));

    public ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken) => orgId switch
    {
        "off" => new(SignalAvailability.Disabled("Save a key.")),
        "throws" => throw new InvalidOperationException("cannot tell"),
        _ => new(SignalAvailability.Available),
    };
}

internal sealed class ChoosingSignal : IDynamicSubcategories
{
    public SignalDescriptor Descriptor { get; } = AnySignal.Plain("CONF_CHOICES", SignalOutputType.Boolean);

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(true));

    public ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) => orgId == "throws"
        ? throw new InvalidOperationException("no list today")
        : new([new($"{orgId}-1", "First", "The first.", [$"{orgId}-2"]), new($"{orgId}-2", "Second")]);
}

internal sealed class BatchSignal : IBatchSignal
{
    public SignalDescriptor Descriptor { get; } = AnySignal.Plain("CONF_BATCH", SignalOutputType.Number);

    public int MaxBatchSize => 3;

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored((double)input.Value!.Value.AsText().Length));

    public async ValueTask<IReadOnlyList<BatchItemResult>> RunBatchAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return
        [
            .. inputs.Select(input => input.Value!.Value.AsText() switch
            {
                "bad" => (BatchItemResult)new SignalException(SignalErrorKind.OutOfScope, "Not this one."),
                "all" => throw new SignalException(SignalErrorKind.Unavailable, "None of them."),
                var text => SignalResult.Scored((double)text.Length),
            }),
        ];
    }
}

/// <summary>Tells its organisation's secret in every way there is.</summary>
internal sealed partial class LeakingSignal(IPluginContext context) : IDynamicSubcategories
{
    public SignalDescriptor Descriptor { get; } = AnySignal.Plain("CONF_LEAK", SignalOutputType.Boolean);

    public async ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        var key = (await context.GetConfigAsync(input.OrgId, cancellationToken)).GetString("apiKey");
        Said(context.Logger, key);
        return input.Value!.Value.AsText() switch
        {
            "throws" => throw new InvalidOperationException($"refused {key}"),
            "names" => throw new SignalException(SignalErrorKind.Unavailable, $"refused {key}"),
            "notApplicable" => SignalResult.NotApplicable($"refused {key}"),
            _ => SignalResult.Scored(true, $"refused {key}", $"refused {key}"),
        };
    }

    public async ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken) => orgId == "locked"
        ? SignalAvailability.Disabled($"refused {(await context.GetConfigAsync(orgId, cancellationToken)).GetString("apiKey")}")
        : SignalAvailability.Available;

    public async ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"refused {(await context.GetConfigAsync(orgId, cancellationToken)).GetString("apiKey")}");

    [LoggerMessage(Level = LogLevel.Information, Message = "asked with {Key}")]
    private static partial void Said(ILogger logger, string? key);
}

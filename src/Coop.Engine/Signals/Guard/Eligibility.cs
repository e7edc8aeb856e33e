using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>Refuses what a signal did not say it takes, so that no author has to check it.</summary>
internal static class Eligibility
{
    /// <summary>Whether the input may be measured.</summary>
    public static bool Takes(CatalogueSignal signal, SignalInput input) =>
        TakesForm(signal, input) && !LacksMatchingValues(signal, input) && !(signal.Descriptor.NeedsActionPenalties && input.ActionPenalties is null);

    /// <summary>Null when the input may be measured.</summary>
    public static SignalOutcome? RefusalOf(CatalogueSignal signal, SignalInput input)
    {
        var descriptor = signal.Descriptor;
        return Takes(signal, input) ? null
            : !TakesForm(signal, input) ? NotEligible(descriptor, input.Value is { } value ? (SignalInputType)value.Type : SignalInputType.FullItem)
            : SignalOutcome.Failed(FailureKind.Refused, LacksMatchingValues(signal, input)
                ? $"Invalid matching values. {descriptor.Id} needs values to match against and the condition has none."
                : $"{descriptor.Id} needs the penalties of the organisation's actions and was given none.");
    }

    /// <summary>Null when a matcher may be given the value.</summary>
    public static SignalOutcome? RefusalOf(CatalogueSignal signal, ScalarValue value) =>
        signal.Takes(value.Type) ? null : NotEligible(signal.Descriptor, (SignalInputType)value.Type);

    private static bool TakesForm(CatalogueSignal signal, SignalInput input) => signal.Takes(input.Value?.Type) && (input.Value is null) != (input.Item is null);

    private static bool LacksMatchingValues(CatalogueSignal signal, SignalInput input) =>
        signal.Descriptor.NeedsMatchingValues && input.MatchingValues is null or { IsEmpty: true };

    private static SignalOutcome NotEligible(SignalDescriptor descriptor, SignalInputType type) => SignalOutcome.Failed(
        FailureKind.Refused,
        $"Invalid input type to signal. {descriptor.Id} takes {string.Join(", ", descriptor.EligibleInputs.Select(WireNames.Of))}; the value is {WireNames.Of(type)}.");
}

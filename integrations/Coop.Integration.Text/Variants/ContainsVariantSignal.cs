using System.Runtime.CompilerServices;
using Coop.Integrations;

namespace Coop.Integration.Text.Variants;

/// <summary>Whether any keyword occurs in some disguise.</summary>
internal sealed class ContainsVariantSignal : ISignal
{
    public const string Id = "TEXT_MATCHING_CONTAINS_VARIANT";

    private readonly ConditionalWeakTable<MatchingValues, VariantMatcher> _matchers = [];

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        DisplayName = "Text contains variant",
        Description = "True when a word of the text starts with any of the keywords, even with accents, look-alike characters or stretched letters: "
            + "Hello is found in h3||0 and helllllllloooo.",
        EligibleInputs = [SignalInputType.String],
        OutputType = SignalOutputType.Boolean,
        Cost = 1,
        SupportedLanguages = SupportedLanguages.Fuzzy,
        NeedsMatchingValues = true,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        var found = _matchers.GetValue(input.MatchingValues!, values => new VariantMatcher(values.Strings)).FirstMatch(input.Value!.Value.AsText());
        return ValueTask.FromResult(SignalResult.Scored(found is not null, found));
    }
}

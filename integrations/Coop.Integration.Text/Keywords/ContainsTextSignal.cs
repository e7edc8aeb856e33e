using System.Runtime.CompilerServices;
using Coop.Integrations;

namespace Coop.Integration.Text.Keywords;

/// <summary>Whether any keyword occurs in the text, or, negated, whether none does.</summary>
internal sealed class ContainsTextSignal(bool negated) : IMultiMatchSignal
{
    public const string Id = "TEXT_MATCHING_CONTAINS_TEXT";
    public const string NegatedId = "TEXT_MATCHING_NOT_CONTAINS_TEXT";

    // Keyed by reference, as the host passes the same instance for the same values; an entry dies with them, so the caches are bounded by the rules.
    private readonly ConditionalWeakTable<MatchingValues, KeywordSet> _sets = [];
    private readonly ConditionalWeakTable<MatchingValues, KeywordMatcher> _matchers = [];

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = negated ? NegatedId : Id,
        DisplayName = negated ? "Does not contain text" : "Contains text",
        Description = negated
            ? "True when none of the keywords occurs in the text. Upper and lower case are the same; a keyword inside a longer word counts as occurring."
            : "True when any of the keywords occurs in the text. Upper and lower case are the same; a keyword inside a longer word counts.",
        EligibleInputs = [SignalInputType.String, SignalInputType.Id],
        OutputType = SignalOutputType.Boolean,
        Cost = 0,
        NeedsMatchingValues = true,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_matchers.GetValue(input.MatchingValues!, Alone).Only(input.Value!.Value.AsText()));

    public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets) => new KeywordMatcher([.. sets.Select(SetOf)], negated);

    private KeywordMatcher Alone(MatchingValues values) => new([SetOf(values)], negated);

    private KeywordSet SetOf(MatchingValues values) => _sets.GetValue(values, static kept => new KeywordSet(kept.Strings, Foldings.IgnoreCase));
}

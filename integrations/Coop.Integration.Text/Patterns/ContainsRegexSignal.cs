using System.Runtime.CompilerServices;
using Coop.Integrations;

namespace Coop.Integration.Text.Patterns;

/// <summary>Whether any regular expression matches somewhere in the text, or, negated, whether none does.</summary>
/// <param name="compiled">Where both keep their expressions.</param>
internal sealed class ContainsRegexSignal(bool negated, CompiledPatterns compiled) : IMultiMatchSignal
{
    public const string Id = "TEXT_MATCHING_CONTAINS_REGEX";
    public const string NegatedId = "TEXT_MATCHING_NOT_CONTAINS_REGEX";

    // Keyed by reference, as the host passes the same instance for the same values; an entry dies with them, so the cache is bounded by the rules.
    private readonly ConditionalWeakTable<MatchingValues, PatternList> _lists = [];

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = negated ? NegatedId : Id,
        DisplayName = negated ? "Does not contain regex" : "Contains regex",
        Description = (negated ? "True when none of the regular expressions matches" : "True when any of the regular expressions matches")
            + " anywhere in the text. JavaScript syntax; upper and lower case are the same; no look-around and no back-references.",
        DocsUrl = "https://developer.mozilla.org/docs/Web/JavaScript/Guide/Regular_expressions",
        EligibleInputs = [SignalInputType.String],
        OutputType = SignalOutputType.Boolean,
        Cost = 0,
        NeedsMatchingValues = true,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        var found = ListOf(input.MatchingValues!)
            .FirstMatch(input.Value!.Value.AsText(), cancellationToken);
        return ValueTask.FromResult(SignalResult.Scored(found is null == negated, found));
    }

    public ValueTask<IReadOnlyList<MatchingValueError>> CheckMatchingValuesAsync(MatchingValues values, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new PatternList(values.Strings, compiled, cancellationToken).Errors);

    public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets) => new PatternMatcher([.. sets.Select(ListOf)], negated);

    private PatternList ListOf(MatchingValues values) => _lists.GetValue(values, kept => new PatternList(kept.Strings, compiled, CancellationToken.None));
}

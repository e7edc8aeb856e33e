namespace Coop.Integrations;

/// <summary>
/// What a run found: a score, or why the question does not apply. There is no failed result; a signal in trouble throws
/// (<see cref="SignalException"/>). The default value is no result and is refused as invalid output.
/// </summary>
public readonly record struct SignalResult
{
    private SignalResult(SignalScore score, string? matchedValue, string? detail, string? notApplicable) =>
        (Score, MatchedValue, Detail, NotApplicableReason) = (score, matchedValue, detail, notApplicable);

    /// <summary>A score.</summary>
    /// <param name="score">Of the kind the signal's <see cref="SignalDescriptor.OutputType"/> declares. Numbers are finite.</param>
    /// <param name="matchedValue">What in the matching values made it so; shown in the decision.</param>
    /// <param name="detail">One sentence for people, without item content; shown in the decision.</param>
    public static SignalResult Scored(SignalScore score, string? matchedValue = null, string? detail = null) =>
        new(score, matchedValue, detail, null);

    /// <summary>The question does not apply to this value, such as a text too short to judge. The condition counts as not met.</summary>
    /// <param name="reason">Why, in words shown in the decision.</param>
    public static SignalResult NotApplicable(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new SignalResult(default, null, null, reason);
    }

    /// <summary>The score; <see cref="SignalScoreKind.None"/> when not applicable.</summary>
    public SignalScore Score { get; }

    /// <summary>What matched.</summary>
    public string? MatchedValue { get; }

    /// <summary>One sentence for people.</summary>
    public string? Detail { get; }

    /// <summary>Why it does not apply; null when there is a score.</summary>
    public string? NotApplicableReason { get; }
}

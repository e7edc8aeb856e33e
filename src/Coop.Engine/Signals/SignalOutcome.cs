using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>What the host makes of a run: scored, not applicable, or failed. Never an exception.</summary>
public readonly record struct SignalOutcome
{
    private SignalOutcome(SignalOutcomeKind kind, SignalScore score, string? matchedValue, string? detail, SignalFailure? failure) =>
        (Kind, Score, MatchedValue, Detail, Failure) = (kind, score, matchedValue, detail, failure);

    public static SignalOutcome Scored(SignalScore score, string? matchedValue = null, string? detail = null) =>
        new(SignalOutcomeKind.Scored, score, matchedValue, detail, null);

    public static SignalOutcome NotApplicable(string reason) => new(SignalOutcomeKind.NotApplicable, default, null, reason, null);

    public static SignalOutcome Failed(FailureKind kind, string reason, TimeSpan? retryAfter = null) =>
        new(SignalOutcomeKind.Failed, default, null, null, new SignalFailure(kind, reason, retryAfter));

    public SignalOutcomeKind Kind { get; }

    public SignalScore Score { get; }

    public string? MatchedValue { get; }

    /// <summary>The author's sentence, or why it does not apply.</summary>
    public string? Detail { get; }

    /// <summary>The score when it is text.</summary>
    internal string? TextScore => Score.Kind == SignalScoreKind.Text ? Score.AsText() : null;

    /// <summary>Set exactly when failed.</summary>
    public SignalFailure? Failure { get; }
}

public enum SignalOutcomeKind
{
    Scored,
    NotApplicable,
    Failed,
}

/// <param name="Kind">Why there is no score.</param>
/// <param name="Reason">Safe to show: no secrets, no item content.</param>
/// <param name="RetryAfter">For how long, when known.</param>
public sealed record SignalFailure(FailureKind Kind, string Reason, TimeSpan? RetryAfter = null);

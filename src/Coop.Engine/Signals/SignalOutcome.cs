using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>What the host makes of a run: scored, not applicable, or failed. Never an exception.</summary>
public readonly record struct SignalOutcome
{
    // What few outcomes have stands behind one reference: outcomes are copied at every step of an item, and a number alone is what most of them are.
    private readonly object? _beside;

    private SignalOutcome(SignalOutcomeKind kind, SignalScore score, object? beside) => (Kind, Score, _beside) = (kind, score, beside);

    public static SignalOutcome Scored(SignalScore score, string? matchedValue = null, string? detail = null) =>
        new(SignalOutcomeKind.Scored, score, matchedValue is null && detail is null ? null : new Words(matchedValue, detail));

    public static SignalOutcome NotApplicable(string reason) => new(SignalOutcomeKind.NotApplicable, default, new Words(null, reason));

    public static SignalOutcome Failed(FailureKind kind, string reason, TimeSpan? retryAfter = null) =>
        new(SignalOutcomeKind.Failed, default, new SignalFailure(kind, reason, retryAfter));

    public SignalOutcomeKind Kind { get; }

    public SignalScore Score { get; }

    public string? MatchedValue => (_beside as Words)?.MatchedValue;

    /// <summary>The author's sentence, or why it does not apply.</summary>
    public string? Detail => (_beside as Words)?.Detail;

    /// <summary>The score when it is text.</summary>
    internal string? TextScore => Score.Kind == SignalScoreKind.Text ? Score.AsText() : null;

    /// <summary>Set exactly when failed.</summary>
    public SignalFailure? Failure => _beside as SignalFailure;

    /// <summary>A boolean or a number and nothing else: there is nothing in it that an author could have written.</summary>
    internal bool IsWordless => _beside is null && Score.Kind != SignalScoreKind.Text;

    private sealed record Words(string? MatchedValue, string? Detail);
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

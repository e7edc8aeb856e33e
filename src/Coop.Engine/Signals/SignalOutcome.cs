using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>What the host makes of a run: scored, not applicable, or failed. Never an exception.</summary>
public readonly record struct SignalOutcome
{
    // What matched, or the failure: no outcome has both, and outcomes are copied at every step of an item.
    private readonly object? _matchOrFailure;

    private SignalOutcome(SignalOutcomeKind kind, SignalScore score, object? matchOrFailure, string? detail) =>
        (Kind, Score, _matchOrFailure, Detail) = (kind, score, matchOrFailure, detail);

    public static SignalOutcome Scored(SignalScore score, string? matchedValue = null, string? detail = null) =>
        new(SignalOutcomeKind.Scored, score, matchedValue, detail);

    public static SignalOutcome NotApplicable(string reason) => new(SignalOutcomeKind.NotApplicable, default, null, reason);

    public static SignalOutcome Failed(FailureKind kind, string reason, TimeSpan? retryAfter = null) =>
        new(SignalOutcomeKind.Failed, default, new SignalFailure(kind, reason, retryAfter), null);

    public SignalOutcomeKind Kind { get; }

    public SignalScore Score { get; }

    public string? MatchedValue => _matchOrFailure as string;

    /// <summary>The author's sentence, or why it does not apply.</summary>
    public string? Detail { get; }

    /// <summary>The score when it is text.</summary>
    internal string? TextScore => Score.Kind == SignalScoreKind.Text ? Score.AsText() : null;

    /// <summary>Set exactly when failed.</summary>
    public SignalFailure? Failure => _matchOrFailure as SignalFailure;

    /// <summary>A boolean or a number and nothing else: there is nothing in it that an author could have written.</summary>
    internal bool IsWordless => _matchOrFailure is null && Detail is null && Score.Kind != SignalScoreKind.Text;
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

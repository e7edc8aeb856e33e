using System.Text.Json.Serialization;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Cli.Signals;

/// <summary>A run as <c>coop run-signal --json</c> shows it.</summary>
internal sealed record SignalRunView(
    string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MatchedValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SignalFailureView? Failure,
    double ElapsedMs)
{
    public static SignalRunView Of(SignalOutcome outcome, TimeSpan elapsed) => new(
        outcome.Kind switch
        {
            SignalOutcomeKind.Scored => "scored",
            SignalOutcomeKind.NotApplicable => "notApplicable",
            _ => "failed",
        },
        outcome.Score.Kind switch
        {
            SignalScoreKind.Boolean => outcome.Score.AsBoolean(),
            SignalScoreKind.Number => outcome.Score.AsNumber(),
            SignalScoreKind.Text => outcome.Score.AsText(),
            _ => null,
        },
        outcome.MatchedValue,
        outcome.Failure is { } failure ? new SignalFailureView(failure.Kind.ToString(), failure.Reason) : null,
        Math.Round(elapsed.TotalMilliseconds, 3));
}

internal sealed record SignalFailureView(string Kind, string Reason);

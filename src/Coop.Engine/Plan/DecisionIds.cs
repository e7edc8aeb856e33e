namespace Coop.Engine.Plan;

/// <summary>What a decision is called.</summary>
/// <param name="DecisionId">A submission has one decision, which has its id.</param>
/// <param name="SubmissionId">Null for a dry run.</param>
public sealed record DecisionIds(string DecisionId, string? SubmissionId)
{
    public static DecisionIds Of(string submissionId) => new(submissionId, submissionId);

    public static DecisionIds DryRun(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("n"), null);
}

using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Submissions;

/// <summary>The body of a submission: <c>{ items: […], dryRun? }</c>, its items read one by one so that every mistake can be reported at once.</summary>
public sealed record SubmissionBatch(IReadOnlyList<Result<RawItem>> Items, bool IsDryRun)
{
    /// <summary>Each of them takes memory of its own beside its bytes, and all are stored in one transaction.</summary>
    public const int MostItems = 10_000;

    /// <summary>Refused only when the body itself is malformed; an item that is has its problems in its place.</summary>
    public static Result<SubmissionBatch> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return SubmissionProblems.NotAnObject("");
        }

        List<Problem> problems = [];
        var isDryRun = false;
        if (body.TryGetProperty("dryRun", out var dryRun))
        {
            isDryRun = dryRun.ValueKind == JsonValueKind.True;
            if (dryRun.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                problems.Add(SubmissionProblems.DryRunNotBoolean);
            }
        }

        if (!body.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            problems.Add(SubmissionProblems.ItemsMissing);
            return problems;
        }

        if (items.GetArrayLength() > MostItems)
        {
            problems.Add(SubmissionProblems.TooManyItems(items.GetArrayLength(), MostItems));
        }

        return problems.Count > 0 ? problems : new SubmissionBatch([.. items.EnumerateArray().Select(RawItemReader.Read)], isDryRun);
    }
}

using Coop.Engine.Flow;
using Coop.Engine.People;
using Coop.Engine.Submissions;
using Coop.Server.Access;
using Coop.Server.Errors;

namespace Coop.Server.Submissions;

/// <summary>Submissions that could not be decided: seen here, and put back on the queue when their cause is gone.</summary>
internal static class ParkedSubmissions
{
    private const int Most = 500;

    public static void MapParkedSubmissions(this IEndpointRouteBuilder admin)
    {
        var parked = admin.MapGroup("/submissions/parked").WithTags("Submissions");
        parked.MapGet("/", async (Caller caller, IItemStream stream, CancellationToken cancellationToken) =>
                new ParkedListView([.. (await stream.ListParkedAsync(caller.OrgId, Most, cancellationToken)).Select(ParkedView.Of)]))
            .Needs(Permission.ManageOrg)
            .WithSummary("The oldest items that could not be decided, with their reasons");
        parked.MapPost("/{id}/retry", RetryAsync)
            .Needs(Permission.ManageOrg)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Put an item back on the queue");
    }

    private static async Task<IResult> RetryAsync(string id, Caller caller, IItemStream stream, CancellationToken cancellationToken) =>
        await stream.RetryParkedAsync(caller.OrgId, id, cancellationToken)
            ? TypedResults.NoContent()
            : new Refused([SubmissionProblems.ParkedNotFound(id)]);
}

/// <param name="Parked">Oldest first.</param>
internal sealed record ParkedListView(IReadOnlyList<ParkedView> Parked);

internal sealed record ParkedView(
    string Id, string ItemId, string ItemTypeId, string ItemTypeVersion, DateTimeOffset SubmittedAt, DateTimeOffset ParkedAt, int Attempts, string Error)
{
    public static ParkedView Of(ParkedItem parked)
    {
        var submission = parked.Submission;
        return new ParkedView(
            submission.Id, submission.ItemId, submission.ItemTypeId, submission.ItemTypeVersion, submission.SubmittedAt, parked.ParkedAt, parked.Attempts, parked.Error);
    }
}

using System.Text.Json;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Server.Access;
using Coop.Server.Errors;

namespace Coop.Server.Items;

/// <summary>Where platforms send their items.</summary>
internal static class ItemsEndpoints
{
    private const string NotableRules = "notable";
    private const string AllRules = "all";

    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup("/api/v1/items").RequireAuthorization(AccessPolicies.Items).WithTags("Items");
        items.MapPost("/async", SubmitAsync)
            .Accepts<ItemsBody>("application/json")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ErrorBody>(StatusCodes.Status400BadRequest)
            .Produces<ErrorBody>(StatusCodes.Status408RequestTimeout)
            .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
            .Produces<ErrorBody>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Submit items, to be decided soon")
            .WithDescription(
                "Answered when the items are stored durably. One wrong item refuses the whole batch, with the mistakes of every item (the first 20, and how many more there are). "
                + "While items come faster than they are decided, the answer comes a little later; before the last of them would be decided too late it is 503 with Retry-After, and nothing is stored.");
        items.MapPost("/evaluate", EvaluateAsync)
            .Accepts<EvaluateBody>("application/json")
            .Produces<JsonElement>()
            .Produces<ErrorBody>(StatusCodes.Status400BadRequest)
            .Produces<ErrorBody>(StatusCodes.Status408RequestTimeout)
            .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
            .Produces<ErrorBody>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Submit items and wait for their decisions, or try out what would be decided")
            .WithDescription("With dryRun nothing is stored and nothing is sent. Without it this is a submission like any other, decided before the answer. "
                + "Explained are the rules that matched, came out unknown or used a fallback; with rules=all in the query every rule that ran.");
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, Caller caller, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await ReceivedItems.ReadAsync(request, caller.OrgId, flow, time, cancellationToken);
        if (!read.TryGet(out var received))
        {
            return new Refused(read.Problems);
        }

        using (received)
        {
            return received.IsDryRun ? new Refused([SubmissionProblems.DryRunNotHere])
                : await flow.SubmitAsync(caller.OrgId, received.Items, request.HttpContext.TraceIdentifier, cancellationToken) is { } problem
                ? new Refused([problem])
                : Results.Json(new { }, statusCode: StatusCodes.Status202Accepted);
        }
    }

    private static async Task<IResult> EvaluateAsync(HttpRequest request, string? rules, Caller caller, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
    {
        if (rules is not (null or NotableRules or AllRules))
        {
            return new Refused([InputProblems.Invalid("", $"The query parameter rules must be '{NotableRules}' or '{AllRules}'.")]);
        }

        var begun = await BeginAsync(request, caller.OrgId, flow, time, cancellationToken);
        if (!begun.TryGet(out var awaited))
        {
            return new Refused(begun.Problems);
        }

        var made = await awaited.MadeAsync(cancellationToken);
        return made.TryGet(out var answered) ? new DecisionsAnswer(answered, rules == AllRules) : new Refused(made.Problems);
    }

    /// <summary>The room of the body is given back here: a signal may take long, and others' bodies must not wait for it.</summary>
    private static async Task<Result<AwaitedDecisions>> BeginAsync(HttpRequest request, string orgId, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await ReceivedItems.ReadAsync(request, orgId, flow, time, cancellationToken);
        if (!read.TryGet(out var received))
        {
            return Result<AwaitedDecisions>.Refused(read.Problems);
        }

        using (received)
        {
            return received.IsDryRun
                ? await flow.TryOutAsync(orgId, received.Items, cancellationToken)
                : await flow.DecideAsync(orgId, received.Items, request.HttpContext.TraceIdentifier, cancellationToken);
        }
    }
}

using Coop.Engine.Outbox;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Errors;

namespace Coop.Server.Webhooks;

/// <summary>What became of webhooks, for whoever watches over them, and sending them again.</summary>
internal static class DeliveryEndpoints
{
    private const int PageSize = 50;

    public static void MapDeliveries(this IEndpointRouteBuilder admin)
    {
        var ofAction = admin.MapGroup("/actions/{id}/deliveries").WithTags("Deliveries");
        ofAction.MapGet("", async (string id, string? state, int? limit, Caller caller, DeliveryFeature feature, CancellationToken cancellation) =>
                Answer.Ok(
                    await feature.ListAsync(caller.OrgId, id, state, limit ?? PageSize, cancellation),
                    page => new DeliveryListView([.. page.Select(DeliveryView.Of)])))
            .Needs(Permission.ManageOrg)
            .WithSummary("List the deliveries of an action").WithDescription("Newest first; state is PENDING, DELIVERED or FAILED, or left out for all.")
            .Produces<DeliveryListView>().Refuses(400, 404);
        ofAction.MapPost("/resend", async (string id, Caller caller, DeliveryFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ResendFailedAsync(caller.OrgId, id, cancellation)))
            .Needs(Permission.ManageOrg)
            .WithSummary("Send the failed deliveries of an action again")
            .WithDescription($"The oldest {DeliveryFeature.MostAtOnce} that were given up; while mayBeMore is true, call it again.")
            .Produces<ResentDeliveries>().Refuses(404);
        admin.MapPost("/deliveries/{id}/resend", async (string id, Caller caller, DeliveryFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ResendAsync(caller.OrgId, id, cancellation), DeliveryView.Of))
            .Needs(Permission.ManageOrg).WithTags("Deliveries")
            .WithSummary("Send a delivery again")
            .WithDescription("The same bytes under the same idempotency key, signed again, now, to where the action points today. The id is the execution's. One that is on its way stays so.")
            .Produces<DeliveryView>().Refuses(404, 409);
        admin.MapGet("/webhook-receivers/failing", async (Caller caller, DeliveryFeature feature, CancellationToken cancellation) =>
                new FailingReceiversView([.. (await feature.ListFailingAsync(caller.OrgId, cancellation)).Select(FailingReceiverView.Of)]))
            .Needs(Permission.ManageOrg).WithTags("Deliveries")
            .WithSummary("List the receivers of webhooks whose last try failed").WithDescription("The longest failing first.");
    }
}

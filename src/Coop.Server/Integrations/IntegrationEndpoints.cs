using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Plugins;
using Coop.Server.Access;
using Coop.Server.Errors;

namespace Coop.Server.Integrations;

internal static class IntegrationEndpoints
{
    public static void MapIntegrations(this IEndpointRouteBuilder admin)
    {
        var integrations = admin.MapGroup("/integrations").WithTags("Integrations");
        integrations.MapGet("", ListAsync)
            .Needs(Permission.ManageOrg)
            .WithSummary("List integrations").WithDescription("Every entry of the config file in its order, failed ones with their reason.");
        integrations.MapGet("/{id}", async (string id, Caller caller, IntegrationFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), IntegrationDetailView.Of))
            .Needs(Permission.ManageOrg)
            .WithSummary("Get an integration").WithDescription("Everything its manifest says, its signals, and what your organisation uses it for.")
            .Produces<IntegrationDetailView>().Refuses(404);
        integrations.MapPost("/reload", async (Caller caller, IntegrationFeature feature, IntegrationHost host, CancellationToken cancellation) =>
            {
                var loaded = await host.ReloadAsync(cancellation);
                return loaded.TryGet(out _) ? TypedResults.Ok(await ListAsync(caller, feature, host, cancellation)) : (IResult)new Refused(loaded.Problems);
            })
            .Needs(Permission.ManageOrg)
            .WithSummary("Reload the integrations")
            .WithDescription("Reads the config file again and swaps the whole set; calls in flight finish on the old one. After a refusal the old set stays.")
            .Produces<IntegrationListView>().Refuses(400);
    }

    private static async Task<IntegrationListView> ListAsync(Caller caller, IntegrationFeature feature, IntegrationHost host, CancellationToken cancellation) =>
        new([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(IntegrationView.Of)], host.FileProblems);
}

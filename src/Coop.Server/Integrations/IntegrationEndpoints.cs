using Coop.Engine.Integrations;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Integrations;

internal static class IntegrationEndpoints
{
    public static void MapIntegrations(this IEndpointRouteBuilder admin)
    {
        var integrations = admin.MapGroup("/integrations").WithTags("Integrations");
        integrations.MapGet("", async (Caller caller, IntegrationFeature feature, CancellationToken cancellation) =>
                new IntegrationListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(IntegrationView.Of)]))
            .WithSummary("List integrations").WithDescription("Every entry of the config file in its order, failed ones with their reason.");
        integrations.MapGet("/{id}", async (string id, Caller caller, IntegrationFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), IntegrationDetailView.Of))
            .WithSummary("Get an integration").WithDescription("Everything its manifest says, its signals, and what your organisation uses it for.")
            .Produces<IntegrationDetailView>().Refuses(404);
    }
}

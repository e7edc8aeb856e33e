using Coop.Engine.Integrations;
using Coop.Engine.Orgs;
using Coop.Storage.Database;

namespace Coop.Server.Ready;

internal static class ReadyEndpoint
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static void AddReady(this IServiceCollection services) => services.AddSingleton<ReadyTrouble>();

    public static void MapReady(this IEndpointRouteBuilder app) =>
        app.MapGet("/ready", async (IOrgStore orgs, IStorageHealth storage, IIntegrationCatalogueSource catalogue, TimeProvider time, ReadyTrouble trouble, CancellationToken cancellation) =>
                await IsHealthyAsync(orgs, storage, catalogue, time, trouble, cancellation)
                    ? Results.Text("Healthy")
                    : Results.Text("Unhealthy", statusCode: StatusCodes.Status500InternalServerError))
            .AllowAnonymous().WithTags("Server").WithSummary("Whether the server can serve")
            .WithDescription("Healthy when the database answers and can be written to and the integrations are loaded. An integration in trouble does not make the server unhealthy.")
            .Produces<string>(200, "text/plain").Produces<string>(500, "text/plain");

    private static async Task<bool> IsHealthyAsync(
        IOrgStore orgs, IStorageHealth storage, IIntegrationCatalogueSource catalogue, TimeProvider time, ReadyTrouble trouble, CancellationToken cancellationToken)
    {
        try
        {
            await orgs.FindAsync("", cancellationToken).WaitAsync(Limit, time, cancellationToken);
            var isWritable = await storage.TroubleAsync(cancellationToken).WaitAsync(Limit, time, cancellationToken) is null;
            trouble.Over();
            return isWritable && !ReferenceEquals(catalogue.Current, IntegrationCatalogue.Empty);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            trouble.Met(e);
            return false;
        }
    }
}

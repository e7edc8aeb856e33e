using Coop.Engine.Integrations;
using Coop.Engine.Orgs;
using Coop.Storage.Database;

namespace Coop.Server.Ready;

internal static class ReadyEndpoint
{
    private const string Starting = "Unhealthy: The server is still starting.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static void AddReady(this IServiceCollection services)
    {
        services.AddSingleton<ReadyTrouble>();
        services.AddSingleton<StartState>();
    }

    public static void MapReady(this IEndpointRouteBuilder app) =>
        app.MapGet("/ready", async (StartState start, IOrgStore orgs, IStorageHealth storage, IIntegrationCatalogueSource catalogue, TimeProvider time, ReadyTrouble trouble, CancellationToken cancellation) =>
                !start.IsDone || ReferenceEquals(catalogue.Current, IntegrationCatalogue.Empty)
                    ? Results.Text(Starting, statusCode: StatusCodes.Status500InternalServerError)
                    : await AnswerAsync(orgs, storage, time, trouble, cancellation))
            .AllowAnonymous().WithTags("Server").WithSummary("Whether the server can serve")
            .WithDescription("Healthy when everything of the start is done and the database answers and can be written to. Degraded, with 200, while another process keeps the database locked. "
                + "Otherwise Unhealthy, with what is wrong. An integration in trouble does not make the server unhealthy.")
            .Produces<string>(200, "text/plain").Produces<string>(500, "text/plain");

    private static async Task<IResult> AnswerAsync(IOrgStore orgs, IStorageHealth storage, TimeProvider time, ReadyTrouble trouble, CancellationToken cancellationToken)
    {
        try
        {
            // It bounds its own wait: a second limit around it could be over first where timers come late, and make a lock that passes look like a database that is gone.
            if (await storage.TroubleAsync(cancellationToken) is { } known)
            {
                return known.Passes
                    ? Results.Text($"Degraded: {known.Words}")
                    : Results.Text($"Unhealthy: {known.Words}", statusCode: StatusCodes.Status500InternalServerError);
            }

            await orgs.FindAsync("", cancellationToken).WaitAsync(Limit, time, cancellationToken);
            trouble.Over();
            return Results.Text("Healthy");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            trouble.Met(e);
            return Results.Text("Unhealthy: The database does not answer. The server's log has the cause.", statusCode: StatusCodes.Status500InternalServerError);
        }
    }
}

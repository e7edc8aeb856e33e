namespace Coop.Server.Ready;

internal static class ReadyEndpoint
{
    public static void MapReady(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/ready", () => Results.Text("Healthy")).AllowAnonymous().WithSummary("Whether the server can serve").WithTags("Server");
}

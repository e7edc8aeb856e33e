using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Coop.BrowserTests.Support;

/// <summary>What the running server answers to, as it says itself.</summary>
internal static class ServerEndpoints
{
    /// <summary>The addresses of pages, such as <c>/dashboard/decisions/{Id}</c>.</summary>
    public static IEnumerable<string> Pages(WebServer server) =>
        Of(server).Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!).Distinct();

    /// <summary>Pages and everything else but files, such as <c>POST /logout</c>.</summary>
    public static IEnumerable<string> All(WebServer server) => Of(server).SelectMany(Named).Distinct();

    private static IEnumerable<string> Named(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        ? ["GET " + endpoint.RoutePattern.RawText]
        : (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Where(method => method != "HEAD").Select(method => $"{method} {Tidy(endpoint)}");

    private static IEnumerable<RouteEndpoint> Of(WebServer server) => server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .Where(endpoint => !Tidy(endpoint).StartsWith("/_blazor", StringComparison.Ordinal) && !Tidy(endpoint).StartsWith("/_framework", StringComparison.Ordinal));

    private static string Tidy(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');
}

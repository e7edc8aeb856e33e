using Coop.Engine.Integrations;
using Coop.Engine.People;
using Coop.Engine.Signals.Offers;
using Coop.Server.Access;
using Coop.Server.Api;

namespace Coop.Server.Signals;

internal static class SignalEndpoints
{
    public static void MapSignals(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/signals", async (Caller caller, SignalFeature feature, IIntegrationCatalogueSource catalogue, CancellationToken cancellation) =>
            {
                var signals = await feature.ListAsync(caller.OrgId, cancellation);
                var current = catalogue.Current;
                return new SignalListView(
                    [.. signals.Select(seen => SignalView.Of(seen, current.Find(seen.Signal.IntegrationId) is { } owner ? LogoUrls.Of(owner) : default))]);
            })
            .Needs(Permission.MutateNonLiveRules)
            .WithTags("Signals").WithSummary("List signals")
            .WithDescription("What conditions can measure with. Availability and subcategories are your organisation's, now.");
}

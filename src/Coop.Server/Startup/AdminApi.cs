using Coop.Server.Access;
using Coop.Server.Actions;
using Coop.Server.Api;
using Coop.Server.ApiKeys;
using Coop.Server.Banks;
using Coop.Server.Decisions;
using Coop.Server.Errors;
using Coop.Server.Integrations;
using Coop.Server.Items;
using Coop.Server.Orgs;
using Coop.Server.People;
using Coop.Server.Policies;
using Coop.Server.Rules;
using Coop.Server.Signals;
using Coop.Server.Submissions;
using Coop.Server.Webhooks;

namespace Coop.Server.Startup;

/// <summary>The management API: for keys of scope admin, and for people who are signed in, as far as their role goes. Each sees their own organisation only.</summary>
internal static class AdminApi
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup(ApiPaths.Admin).AddEndpointFilter<OwnPagesOnly>().AddEndpointFilter<AnsweredInForce>().Refuses(401, 403);
        admin.MapIntegrations();
        admin.MapIntegrationConfig();
        admin.MapSignals();
        admin.MapItemTypes();
        admin.MapActions();
        admin.MapDeliveries();
        admin.MapPolicies();
        admin.MapBanks();
        admin.MapRules();
        admin.MapApiKeys();
        admin.MapPeople();
        admin.MapOrganisation();
        admin.MapDecisions();
        admin.MapParkedSubmissions();
    }
}

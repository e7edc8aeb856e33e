using Coop.Engine.People;
using Coop.Engine.Policies;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Policies;

internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder admin)
    {
        var policies = admin.MapGroup("/policies").WithTags("Policies");
        policies.MapGet("", async (Caller caller, PolicyFeature feature, CancellationToken cancellation) =>
                new PolicyListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(PolicyView.Of)]))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("List policies");
        policies.MapGet("/{id}", async (string id, Caller caller, PolicyFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), PolicyView.Of))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("Get a policy").Produces<PolicyView>().Refuses(404);
        policies.MapPost("", async (PolicyDraft draft, Caller caller, PolicyFeature feature, CancellationToken cancellation) =>
                Answer.Created(await feature.CreateAsync(caller.OrgId, draft, cancellation), PolicyView.Of, policy => $"/api/v1/admin/policies/{policy.Id}"))
            .Needs(Permission.ManagePolicies)
            .WithSummary("Create a policy").Produces<PolicyView>(201).Refuses(400, 409);
        policies.MapPut("/{id}", async (string id, PolicyDraft draft, Caller caller, PolicyFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ReplaceAsync(caller.OrgId, id, draft, read: null, cancellation), PolicyView.Of))
            .Needs(Permission.ManagePolicies)
            .WithSummary("Replace a policy").Produces<PolicyView>().Refuses(400, 404, 409);
        policies.MapDelete("/{id}", async (string id, Caller caller, PolicyFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.OrgId, id, cancellation)))
            .Needs(Permission.ManagePolicies)
            .WithSummary("Delete a policy").WithDescription("Refused while a rule or another policy refers to it.").Produces(204).Refuses(404, 409);
    }
}

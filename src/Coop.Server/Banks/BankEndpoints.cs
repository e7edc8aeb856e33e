using Coop.Engine.Banks;
using Coop.Engine.People;
using Coop.Server.ApiKeys;
using Coop.Server.Errors;

namespace Coop.Server.Banks;

internal static class BankEndpoints
{
    public static void MapBanks(this IEndpointRouteBuilder admin)
    {
        var banks = admin.MapGroup("/banks").WithTags("Matching banks");
        banks.MapGet("", async (Caller caller, BankFeature feature, CancellationToken cancellation) =>
                new BankListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(BankView.Of)]))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("List matching banks");
        banks.MapGet("/{id}", async (string id, Caller caller, BankFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.FindAsync(caller.OrgId, id, cancellation), BankView.Of))
            .Needs(Permission.ViewRulesDashboard)
            .WithSummary("Get a matching bank").Produces<BankView>().Refuses(404);
        banks.MapPost("", async (BankDraft draft, Caller caller, BankFeature feature, CancellationToken cancellation) =>
                Answer.Created(await feature.CreateAsync(caller.OrgId, draft, cancellation), BankView.Of, bank => $"/api/v1/admin/banks/{bank.Id}"))
            .Needs(Permission.MutateNonLiveRules)
            .WithSummary("Create a matching bank").Produces<BankView>(201).Refuses(400, 409);
        banks.MapPut("/{id}", async (string id, BankDraft draft, Caller caller, BankFeature feature, CancellationToken cancellation) =>
                Answer.Ok(await feature.ReplaceAsync(caller.Actor, id, _ => draft, cancellation), BankView.Of))
            .Needs(Permission.MutateNonLiveRules)
            .WithSummary("Replace a matching bank").WithDescription("The type stays. Rules that use the bank see the change with the next item.")
            .Produces<BankView>().Refuses(400, 404, 409);
        banks.MapDelete("/{id}", async (string id, Caller caller, BankFeature feature, CancellationToken cancellation) =>
                Answer.NoContent(await feature.DeleteAsync(caller.OrgId, id, cancellation)))
            .Needs(Permission.MutateNonLiveRules)
            .WithSummary("Delete a matching bank").WithDescription("Refused while a rule uses it.").Produces(204).Refuses(404, 409);
    }
}

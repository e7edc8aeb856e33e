using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Bodies;
using Coop.Server.Errors;
using Coop.Server.Settings;

namespace Coop.Server.People;

/// <summary>Nobody is made here: people join by an invitation, which a person sends from the page of users.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder admin)
    {
        var people = admin.MapGroup("/people").WithTags("People");
        people.MapGet("", async (Caller caller, PeopleFeature feature, CancellationToken cancellation) =>
                new PersonListView([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(PersonView.Of)]))
            .Needs(Permission.ManageUsers)
            .WithSummary("List the people of your organisation");
        people.MapGet("/{id}", async (string id, Caller caller, PeopleFeature feature, CancellationToken cancellation) =>
                VersionedAnswer.Of(await feature.FindAsync(caller.OrgId, id, cancellation), PersonView.Of))
            .Needs(Permission.ManageUsers)
            .WithSummary("Get a person")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false)).Produces<PersonView>().Refuses(404);
        people.MapPut("/{id}", async (string id, JsonBody<PersonDraft> body, IfMatch condition, Caller caller, PeopleFeature feature, CancellationToken cancellation) =>
                await condition.Beside(body.Value.Version).OfAsync(version => feature.ReplaceAsync(caller.OrgId, id, body.Value, caller.Id, version, cancellation), PersonView.Of))
            .Needs(Permission.ManageUsers)
            .WithSummary("Give a person another role")
            .WithDescription("They are signed out everywhere. Refused for the last admin. Names are people's own, and addresses stay.")
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: true)).Produces<PersonView>().Refuses(400, 404, 409, 412);
        people.MapDelete("/{id}", async (string id, IfMatch condition, Caller caller, PeopleFeature feature, CancellationToken cancellation) =>
                await condition.NoContentAsync(version => feature.RemoveAsync(caller.OrgId, id, caller.Id, version, cancellation)))
            .Needs(Permission.ManageUsers)
            .WithSummary("Remove a person").WithDescription("With the invitations they made. What else they made stays. Refused for the last admin.")
            .WithMetadata(new VersionsMetadata(GivesETag: false, TakesIfMatch: true)).Produces(204).Refuses(400, 404, 409, 412);
    }
}

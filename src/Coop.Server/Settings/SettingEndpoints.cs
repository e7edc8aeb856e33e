using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Server.Api;
using Coop.Server.Bodies;
using Coop.Server.Errors;

namespace Coop.Server.Settings;

/// <summary>List, get, create, replace and delete: the same for every kind of setting that has an id of ours.</summary>
internal static class SettingEndpoints
{
    public static void MapSettings<TFeature, T, TDraft, TView, TList>(this IEndpointRouteBuilder admin, SettingApi<T, TView, TList> api)
        where TFeature : class, ISettingFeature<T, TDraft>
        where TDraft : class, ISettingDraft
    {
        var settings = admin.MapGroup("/" + api.Path).WithTags(api.Tag);

        // Each in a variable: the analyzer of route handlers breaks down over a handler with a type that is not known yet.
        Delegate list = async (Caller caller, TFeature feature, CancellationToken cancellation) =>
            api.List([.. (await feature.ListAsync(caller.OrgId, cancellation)).Select(api.View)]);
        settings.MapGet("", list)
            .Needs(api.See)
            .WithSummary($"List {api.Many}");
        Delegate find = async (string id, Caller caller, TFeature feature, CancellationToken cancellation) =>
            VersionedAnswer.Of(await feature.FindAsync(caller.OrgId, id, cancellation), api.View);
        settings.MapGet("/{id}", find)
            .Needs(api.See)
            .WithSummary($"Get {api.One}").WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false)).Produces<TView>().Refuses(404);
        Delegate create = async (JsonBody<TDraft> body, Caller caller, TFeature feature, CancellationToken cancellation) =>
        {
            var created = await feature.CreateAsync(caller.Actor, body.Value, cancellation);
            return VersionedAnswer.Created(created, api.View, created.TryGet(out var made) ? $"{ApiPaths.Admin}/{api.Path}/{api.IdOf(made.Value)}" : "");
        };
        settings.MapPost("", create)
            .Needs(api.Change)
            .WithSummary($"Create {api.One}").WithDescription(api.AboutCreating)
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: false)).Produces<TView>(201).Refuses(400, 409);
        Delegate replace = async (string id, JsonBody<TDraft> body, IfMatch condition, Caller caller, TFeature feature, CancellationToken cancellation) =>
            await condition.Beside(body.Value.Version).OfAsync(version => feature.ReplaceAsync(caller.Actor, id, body.Value, version, cancellation), api.View);
        settings.MapPut("/{id}", replace)
            .Needs(api.Change)
            .WithSummary($"Replace {api.One}").WithDescription(api.AboutReplacing)
            .WithMetadata(new VersionsMetadata(GivesETag: true, TakesIfMatch: true)).Produces<TView>().Refuses(400, 404, 409, 412);
        Delegate delete = async (string id, IfMatch condition, Caller caller, TFeature feature, CancellationToken cancellation) =>
            await condition.NoContentAsync(version => feature.DeleteAsync(caller.Actor, id, version, cancellation));
        settings.MapDelete("/{id}", delete)
            .Needs(api.Change)
            .WithSummary($"Delete {api.One}").WithDescription(api.AboutDeleting)
            .WithMetadata(new VersionsMetadata(GivesETag: false, TakesIfMatch: true)).Produces(204).Refuses(400, 404, 409, 412);
    }
}

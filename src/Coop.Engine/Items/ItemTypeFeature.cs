using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>What people do with item types.</summary>
public sealed class ItemTypeFeature(ISettingStore<ItemType> types, IUses uses, TimeProvider time) : ISettingFeature<ItemType, ItemTypeDraft>
{
    private const int MostFields = 500;

    public Task<IReadOnlyList<Versioned<ItemType>>> ListAsync(string orgId, CancellationToken cancellationToken) => types.ListAsync(orgId, cancellationToken);

    public async Task<Result<Versioned<ItemType>>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await types.FindAsync(orgId, id, cancellationToken) is { } type ? type : UseProblems.NotFound("item type", id);

    /// <summary>By the id of the item type, the rules that look at it or judge it.</summary>
    public Task<ILookup<string, Use>> UsedByAsync(string orgId, CancellationToken cancellationToken) => uses.OfAllAsync(orgId, SettingKind.ItemType, cancellationToken);

    /// <summary>The rules that look at a field.</summary>
    public Task<IReadOnlyList<Use>> ReadersAsync(string orgId, string id, string field, CancellationToken cancellationToken) =>
        uses.OfAsync(orgId, SettingRef.FieldOf(id, field), cancellationToken);

    public async Task<Result<Versioned<ItemType>>> CreateAsync(Actor actor, ItemTypeDraft draft, CancellationToken cancellationToken)
    {
        var made = Check(draft, Guid.CreateVersion7(time.GetUtcNow()).ToString("n"), actor.OrgId, existing: null);
        return made.TryGet(out var type)
            ? await types.ChangeAsync(SettingEdit<ItemType>.Create(actor.PersonId, type), cancellationToken)
            : Result<Versioned<ItemType>>.Refused(made.Problems);
    }

    /// <summary>
    /// A rule whose field goes away would not fail: <c>IS_NOT_PROVIDED</c> would begin to pass, for every item. A rule about the author would not fail either when
    /// another field, or none, says who that is: it would judge somebody else, or nobody. So neither goes while a rule looks at it.
    /// </summary>
    public Task<Result<Versioned<ItemType>>> ReplaceAsync(Actor actor, string id, ItemTypeDraft draft, string? expectedVersion, CancellationToken cancellationToken)
    {
        ItemType? before = null;
        var edit = SettingEdit<ItemType>.Replace(
            actor.OrgId, id, actor.PersonId, expectedVersion ?? draft.Version,
            now =>
            {
                before = now.Value;
                return Check(draft, id, actor.OrgId, before);
            });
        return types.ChangeAsync(edit with { Guards = after => [.. Losses(before!, after)] }, cancellationToken);
    }

    public Task<Result<Versioned<ItemType>>> DeleteAsync(Actor actor, string id, string? expectedVersion, CancellationToken cancellationToken) => types.ChangeAsync(
        SettingEdit<ItemType>.Delete(actor.OrgId, id, actor.PersonId, expectedVersion, now => now.Value.IsDefaultUserType ? ItemTypeProblems.IsDefault(now.Value.Name) : null),
        cancellationToken);

    private static IEnumerable<Guard> Losses(ItemType before, ItemType after)
    {
        foreach (var field in before.Fields.Where(field => after.Field(field.Name) is not { } kept || (kept.Type, kept.Container) != (field.Type, field.Container)))
        {
            var at = after.Fields.ToList().FindIndex(kept => kept.Name == field.Name);
            yield return new Unused(SettingRef.FieldOf(before.Id, field.Name), field.Name, at < 0 ? "/fields" : JsonPointer.Element("/fields", at) + "/type");
        }

        if (before.Roles.CreatorId is { } creator && after.Roles.CreatorId != creator)
        {
            yield return new AuthorUnused(before.Id, creator);
        }
    }

    private static Result<ItemType> Check(ItemTypeDraft draft, string id, string orgId, ItemType? existing)
    {
        var check = new InputCheck();
        var name = check.Name(draft.Name, "/name", "The name");
        var kind = existing is not null && draft.Kind is null ? existing.Kind : check.OneOf<ItemTypeKind>(draft.Kind, "/kind", "The kind");
        if (existing is not null && kind != existing.Kind && !check.Failed)
        {
            check.Add(InputProblems.Invalid("/kind", $"The kind of an item type cannot change; this one is {WireNames.Of(existing.Kind)}. Make a new item type."));
        }

        var description = check.OptionalText(draft.Description, "/description", "The description", 10_000);
        var fields = Fields(draft.Fields, check);
        var roles = check.Failed ? FieldRoles.None : FieldRoleRules.Check(draft.Roles ?? new Dictionary<string, string?>(), kind, fields, "/roles", check);
        return check.Failed
            ? check.Problems
            : new ItemType
            {
                Id = id,
                OrgId = orgId,
                Name = name,
                Description = description,
                Kind = kind,
                Fields = fields,
                Roles = roles,
                Version = existing?.Version ?? "",
                IsDefaultUserType = existing?.IsDefaultUserType ?? false,
            };
    }

    private static List<ItemField> Fields(IReadOnlyList<ItemFieldDraft>? drafts, InputCheck check)
    {
        if (drafts is null or { Count: 0 })
        {
            check.Add(InputProblems.Required("/fields", "At least one field"));
            return [];
        }

        if (drafts.Count > MostFields)
        {
            check.Add(InputProblems.TooMany("/fields", "fields", MostFields));
            return [];
        }

        var fields = new List<ItemField>();
        foreach (var (index, draft) in drafts.Index())
        {
            var at = JsonPointer.Element("/fields", index);
            var name = check.Name(draft.Name, at + "/name", "The field's name");
            if (name.Length > 0 && fields.Any(f => f.Name == name))
            {
                check.Add(InputProblems.Repeated(at + "/name", "The field", name));
            }

            fields.Add(Typed(name, draft, at, check));
        }

        return fields;
    }

    private static ItemField Typed(string name, ItemFieldDraft draft, string at, InputCheck check)
    {
        if (!WireNames.TryParse<ContainerType>(draft.Type, out var container))
        {
            if (draft.Container is not null)
            {
                check.Add(InputProblems.Invalid(at + "/container", "Only a field of type ARRAY or MAP has a container."));
            }

            if (draft.Type is not null && !WireNames.TryParse<ScalarType>(draft.Type, out _))
            {
                check.Add(InputProblems.NotOneOf(at + "/type", "The field's type", draft.Type, [.. WireNames.All<ScalarType>(), .. WireNames.All<ContainerType>()]));
                return new ItemField(name, default, draft.Required);
            }

            return new ItemField(name, check.OneOf<ScalarType>(draft.Type, at + "/type", "The field's type"), draft.Required);
        }

        if (draft.Container?.ContainerType is { } stated && stated != draft.Type)
        {
            check.Add(InputProblems.Invalid(at + "/container/containerType", $"It must be {draft.Type}, as the field's type says."));
        }

        if (container == ContainerType.Array && draft.Container?.KeyScalarType is not null)
        {
            check.Add(InputProblems.Invalid(at + "/container/keyScalarType", "An ARRAY has no keys."));
        }

        var value = check.OneOf<ScalarType>(draft.Container?.ValueScalarType, at + "/container/valueScalarType", "The type of the values");
        ScalarType? key = container == ContainerType.Map
            ? draft.Container?.KeyScalarType is { } given ? check.OneOf<ScalarType>(given, at + "/container/keyScalarType", "The type of the keys") : ScalarType.String
            : null;
        return new ItemField(name, value, draft.Required, container, key);
    }
}

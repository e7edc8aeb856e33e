using System.Globalization;
using Coop.Engine.Actions;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>What people do with item types.</summary>
public sealed class ItemTypeFeature(IItemTypeStore types, IRuleStore rules, IActionStore actions, TimeProvider time)
{
    private const int MostFields = 500;

    public Task<IReadOnlyList<ItemType>> ListAsync(string orgId, CancellationToken cancellationToken) => types.ListAsync(orgId, cancellationToken);

    public async Task<Result<ItemType>> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        await types.FindAsync(orgId, id, cancellationToken) is { } type ? type : UseProblems.NotFound("item type", id);

    /// <summary>By the id of the item type, the rules that look at it or judge it.</summary>
    public Task<ILookup<string, Rule>> UsedByAsync(string orgId, CancellationToken cancellationToken) =>
        RuleUses.ByIdAsync(rules, orgId, rule => rule.ItemTypeIds.Concat(RuleUses.ItemTypeIds(rule.Conditions)), cancellationToken);

    public async Task<Result<ItemType>> CreateAsync(string orgId, ItemTypeDraft draft, CancellationToken cancellationToken)
    {
        var made = Check(draft, orgId, existing: null);
        return made.TryGet(out var type) ? await types.SaveAsync(type, replaces: null, cancellationToken) : made;
    }

    public async Task<Result<ItemType>> ReplaceAsync(string orgId, string id, ItemTypeDraft draft, CancellationToken cancellationToken)
    {
        while (await types.FindAsync(orgId, id, cancellationToken) is { } existing)
        {
            if (draft.Version is { } read && read != existing.Version)
            {
                return UseProblems.ChangedMeanwhile("item type", existing.Name);
            }

            var saved = await ReplaceAsync(existing, draft, cancellationToken);
            if (!saved.Problems.Any(problem => problem.Kind == ProblemKind.ConcurrentUpdate))
            {
                return saved;
            }

            // Its fields may be others since it was looked at: what a rule would lose is looked for once more.
        }

        return UseProblems.NotFound("item type", id);
    }

    private async Task<Result<ItemType>> ReplaceAsync(ItemType existing, ItemTypeDraft draft, CancellationToken cancellationToken)
    {
        var made = Check(draft, existing.OrgId, existing);
        if (!made.TryGet(out var type))
        {
            return made;
        }

        var problems = await LostFieldsAsync(existing, type, cancellationToken);
        if (await LostAuthorAsync(existing, type, cancellationToken) is { } lost)
        {
            problems.Add(lost);
        }

        return problems.Count > 0 ? problems : await types.SaveAsync(type, existing.Version, cancellationToken);
    }

    /// <summary>A rule whose field goes away would not fail: <c>IS_NOT_PROVIDED</c> would begin to pass, for every item.</summary>
    private async Task<List<Problem>> LostFieldsAsync(ItemType before, ItemType after, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var field in before.Fields.Where(field => after.Field(field.Name) is not { } kept || (kept.Type, kept.Container) != (field.Type, field.Container)))
        {
            var users = await RuleUses.OfAsync(rules, before.OrgId, rule => RuleUses.FieldNames(rule.Conditions, before.Id).Contains(field.Name), cancellationToken);
            if (users.Count > 0)
            {
                var at = after.Fields.ToList().FindIndex(kept => kept.Name == field.Name);
                problems.Add(UseProblems.InUse("field", field.Name, users) with { Pointer = at < 0 ? "/fields" : JsonPointer.Element("/fields", at) + "/type" });
            }
        }

        return problems;
    }

    /// <summary>A rule about the author would not fail either when another field, or none, says who that is: it would judge somebody else, or nobody.</summary>
    private async Task<Problem?> LostAuthorAsync(ItemType before, ItemType after, CancellationToken cancellationToken)
    {
        if (before.Roles.CreatorId is not { } field || after.Roles.CreatorId == field)
        {
            return null;
        }

        var ofAuthors = (await actions.ListAsync(before.OrgId, cancellationToken)).Where(action => action.Type == ActionType.EnqueueAuthorToMrt).Select(action => action.Id).ToHashSet();
        var users = await RuleUses.OfAsync(
            rules, before.OrgId,
            rule => rule.ItemTypeIds.Contains(before.Id) && (RuleUses.ReadsAuthor(rule.Conditions) || rule.Actions.Any(action => ofAuthors.Contains(action.ActionId))),
            cancellationToken);
        return users.Count > 0 ? UseProblems.InUse("creator field", field, users) with { Pointer = "/roles/creatorId" } : null;
    }

    public async Task<Result<ItemType>> DeleteAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        if (await types.FindAsync(orgId, id, cancellationToken) is not { } type)
        {
            return UseProblems.NotFound("item type", id);
        }

        if (type.IsDefaultUserType)
        {
            return new Problem(
                ItemTypeCodes.DefaultUserType, ProblemKind.ProtectedDefault, "Attempting to delete the default user type",
                $"'{type.Name}' is your organisation's default user type. It can be changed but not deleted.");
        }

        var users = await RuleUses.OfAsync(rules, orgId, rule => RuleUses.UsesItemType(rule, id), cancellationToken);
        if (users.Count > 0)
        {
            return UseProblems.InUse("item type", type.Name, users);
        }

        await types.DeleteAsync(orgId, id, cancellationToken);
        return type;
    }

    private Result<ItemType> Check(ItemTypeDraft draft, string orgId, ItemType? existing)
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
                Id = existing?.Id ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("n"),
                OrgId = orgId,
                Name = name,
                Description = description,
                Kind = kind,
                Fields = fields,
                Roles = roles,
                Version = NextVersion(existing?.Version),
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

    /// <summary>Later than the one before even when the clock stood still.</summary>
    private string NextVersion(string? previous)
    {
        var now = time.GetUtcNow();
        if (DateTimeOffset.TryParse(previous, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before) && before >= now)
        {
            now = before.AddTicks(1);
        }

        return now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
    }
}

using Coop.Engine;
using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Server.Items.Pages;

/// <summary>An item type as it stands in the form. Only turns what is typed into a draft: the feature checks it.</summary>
public sealed class ItemTypeForm
{
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Kind { get; set; } = WireNames.Of(ItemTypeKind.Content);

    public List<ItemFieldState> Fields { get; set; } = [];

    /// <summary>Role to the name of its field.</summary>
    public Dictionary<string, string> Roles { get; set; } = [];

    public ItemTypeKind KindValue => WireNames.TryParse<ItemTypeKind>(Kind, out var kind) ? kind : ItemTypeKind.Content;

    public static ItemTypeForm New() => new() { Fields = [new ItemFieldState { Name = "text", Type = WireNames.Of(ScalarType.String), Required = true }] };

    public static ItemTypeForm Of(ItemType type) => new()
    {
        Name = type.Name,
        Description = type.Description ?? "",
        Kind = WireNames.Of(type.Kind),
        Fields = [.. type.Fields.Select(ItemFieldState.Of)],
        Roles = FieldRoleRules.ToMap(type.Roles).ToDictionary(),
    };

    /// <summary>The fields that can play a role.</summary>
    public IEnumerable<string> Candidates(ScalarType type) =>
        Fields.Where(field => field.Type == WireNames.Of(type) && field.Name.Trim().Length > 0).Select(field => field.Name.Trim());

    /// <summary>Roles follow their field's name.</summary>
    public void Rename(ItemFieldState field, string name)
    {
        var before = field.Name.Trim();
        field.Name = name;
        if (before.Length > 0 && Fields.All(other => other == field || other.Name.Trim() != before))
        {
            foreach (var role in Roles.Where(pair => pair.Value == before).Select(pair => pair.Key).ToList())
            {
                Roles[role] = name.Trim();
            }
        }
    }

    public void Move(int index, int by)
    {
        var to = index + by;
        if (to >= 0 && to < Fields.Count)
        {
            (Fields[index], Fields[to]) = (Fields[to], Fields[index]);
        }
    }

    public ItemTypeDraft ToDraft()
    {
        var known = FieldRoleRules.Of(KindValue).Select(role => role.Role).ToHashSet();
        return new ItemTypeDraft
        {
            Name = Name,
            Description = Description,
            Kind = Kind,
            Fields = [.. Fields.Select(field => field.ToDraft())],
            // A role of another kind is left from before the kind was changed: it is not shown, so it is not sent.
            Roles = Roles.Where(pair => pair.Value.Length > 0 && known.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        };
    }
}

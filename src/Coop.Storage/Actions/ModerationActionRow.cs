using Coop.Engine.Actions;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Actions;

internal sealed class ModerationActionRow : NamedRow
{
    public string? Description { get; set; }

    public required ActionType Type { get; set; }

    public string? CallbackUrl { get; set; }

    public required string CallbackHeaders { get; set; }

    public string? CallbackBody { get; set; }

    public required string Parameters { get; set; }

    public required string Penalty { get; set; }

    public static void Map(EntityTypeBuilder<ModerationActionRow> row) => MapNamed(row, "actions");

    public static ModerationActionRow Of(ModerationAction action, SecretVault vault) => new()
    {
        Id = action.Id,
        OrgId = action.OrgId,
        Name = action.Name,
        Description = action.Description,
        Type = action.Type,
        CallbackUrl = action.CallbackUrl,
        CallbackHeaders = StoredJson.Of(SealedHeaders.Seal(vault, action.OrgId, action.Id, action.CallbackHeaders)),
        CallbackBody = StoredJson.Raw(action.CallbackBody),
        Parameters = StoredJson.Of(action.Parameters),
        Penalty = action.Penalty,
    };

    public ModerationAction ToAction(SecretVault vault) => new()
    {
        Id = Id,
        OrgId = OrgId,
        Name = Name,
        Description = Description,
        Type = Type,
        CallbackUrl = CallbackUrl,
        CallbackHeaders = SealedHeaders.Open(vault, OrgId, Id, StoredJson.To<Dictionary<string, string>>(CallbackHeaders)),
        CallbackBody = StoredJson.Parse(CallbackBody),
        Parameters = StoredJson.To<IReadOnlyList<ActionParameter>>(Parameters),
        Penalty = Penalty,
    };
}

using Coop.Engine.Banks;
using Coop.Integrations;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Coop.Storage.Banks;

internal sealed class MatchingBankRow : NamedRow
{
    public string? Description { get; set; }

    public required BankType Type { get; set; }

    public required string Strings { get; set; }

    public required string Locations { get; set; }

    public static void Map(EntityTypeBuilder<MatchingBankRow> row) => MapNamed(row, "banks");

    public static MatchingBankRow Of(MatchingBank bank) => new()
    {
        Id = bank.Id,
        OrgId = bank.OrgId,
        Name = bank.Name,
        Description = bank.Description,
        Type = bank.Type,
        Strings = StoredJson.Of(bank.Strings),
        Locations = StoredJson.Of(bank.Locations),
    };

    /// <summary>Whether both hold the same, however it was written.</summary>
    public bool HoldsSameAs(MatchingBank bank)
    {
        var (mine, other) = (Of(ToBank()), Of(bank));
        return (mine.Name, mine.Description, mine.Strings, mine.Locations) == (other.Name, other.Description, other.Strings, other.Locations);
    }

    public MatchingBank ToBank() => new()
    {
        Id = Id,
        OrgId = OrgId,
        Name = Name,
        Description = Description,
        Type = Type,
        Strings = StoredJson.To<IReadOnlyList<string>>(Strings),
        Locations = StoredJson.To<IReadOnlyList<LocationArea>>(Locations),
    };
}

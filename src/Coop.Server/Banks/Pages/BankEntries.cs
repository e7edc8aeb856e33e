using Coop.Engine.Banks;

namespace Coop.Server.Banks.Pages;

/// <summary>Changes to the entries of a bank, made on the bank as it is at that moment.</summary>
internal static class BankEntries
{
    public static BankDraft Same(MatchingBank bank) => new()
    {
        Name = bank.Name,
        Description = bank.Description,
        Strings = bank.Type == BankType.Location ? null : bank.Strings,
        Locations = bank.Type == BankType.Location ? [.. bank.Locations.Select(BankCsv.ToJson)] : null,
    };

    /// <summary>What is there already is not added twice. A place with a known id replaces that place.</summary>
    public static BankDraft With(MatchingBank bank, BankDraft added)
    {
        var same = Same(bank);
        if (bank.Type != BankType.Location)
        {
            return same with { Strings = [.. (same.Strings ?? []).Concat(added.Strings ?? []).Distinct(StringComparer.Ordinal)] };
        }

        var ids = (added.Locations ?? []).Select(place => place.GetProperty("id").GetString()).ToHashSet();
        return same with { Locations = [.. same.Locations!.Where(place => !ids.Contains(place.GetProperty("id").GetString())), .. added.Locations ?? []] };
    }

    public static BankDraft WithoutText(MatchingBank bank, string text) => Same(bank) with { Strings = [.. bank.Strings.Where(each => each != text)] };

    public static BankDraft WithoutPlace(MatchingBank bank, string id) => Same(bank) with { Locations = [.. bank.Locations.Where(place => place.Id != id).Select(BankCsv.ToJson)] };
}

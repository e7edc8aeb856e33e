using Coop.Engine.Banks;

namespace Coop.Server.Banks.Pages;

/// <summary>The words of matching banks as people read them.</summary>
internal static class BankWords
{
    public static string Of(BankType type) => type switch
    {
        BankType.String => "Texts",
        BankType.Regex => "Patterns",
        _ => "Places",
    };

    public static string About(BankType type) => type switch
    {
        BankType.String => "Words and phrases, as they are.",
        BankType.Regex => "Regular expressions. They are matched in linear time, so look-around and back-references are refused.",
        _ => "Circles on the map, or rectangles.",
    };

    public static string Count(MatchingBank bank) => bank.Strings.Count + bank.Locations.Count is var count && count == 1 ? "1 entry" : $"{count:N0} entries";
}

using System.Diagnostics.CodeAnalysis;

namespace Coop.Engine.People;

public static class PersonName
{
    public const int Longest = 100;

    public static bool TryTrim(string? text, [NotNullWhen(true)] out string? name)
    {
        name = text?.Trim() is { Length: >= 1 and <= Longest } trimmed && NameText.IsLegible(trimmed) ? trimmed : null;
        return name is not null;
    }
}

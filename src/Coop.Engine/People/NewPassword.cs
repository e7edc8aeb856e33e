namespace Coop.Engine.People;

/// <summary>What a password must be like. Length is what makes one strong; rules about its letters make people write it down.</summary>
public static class NewPassword
{
    public const int Shortest = 8;
    public const int Longest = 256;

    private const int FewestDifferent = 4;

    /// <returns>What is wrong, in a sentence; null when it is good enough.</returns>
    public static string? WeaknessOf(string password) =>
        password.Length is < Shortest or > Longest ? $"The password must have {Shortest} to {Longest} characters. A few unrelated words are easy to remember and hard to guess."
        : password.Distinct().Count() < FewestDifferent ? $"The password must have at least {FewestDifferent} different characters."
        : null;
}

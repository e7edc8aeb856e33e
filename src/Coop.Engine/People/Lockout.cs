namespace Coop.Engine.People;

/// <summary>How many wrong passwords in a row an account takes, and how long it then opens to nobody.</summary>
public static class Lockout
{
    public const int MostGuesses = 8;

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
}

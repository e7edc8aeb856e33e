using System.Globalization;
using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Editing;

/// <summary>Why a change of a setting is refused, whichever setting it is.</summary>
public static class EditProblems
{
    public static Problem NameTaken(SettingKind kind, string name) => new(
        ResourceCodes.NameTaken, ProblemKind.NameTaken, "The name is in use",
        $"Another {SettingWords.Of(kind)} of the organisation is named '{name}'. Give this one another name.", "/name");

    /// <param name="name">What it is called now.</param>
    public static Problem ChangedMeanwhile(SettingKind kind, string name, Meanwhile meanwhile) => new(
        ResourceCodes.ChangedMeanwhile, ProblemKind.ConcurrentUpdate, "Changed meanwhile",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{meanwhile.By ?? "Somebody"} saved the {SettingWords.Of(kind)} '{name}' at {meanwhile.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, after it was read here{Members(meanwhile)}. Read it again and repeat your change, or send its version {meanwhile.Version} to replace what they saved."))
    {
        Meanwhile = meanwhile,
    };

    /// <summary>What the change was judged by is no longer so. Whoever judged it judges again; only when that never ends does anybody see this.</summary>
    public static Problem Moved { get; } = new(
        ResourceCodes.Busy, ProblemKind.ConcurrentUpdate, "Too many changes at once",
        "What this refers to was changed by others again and again while it was being checked. Nothing was saved; try again.");

    private static string Members(Meanwhile meanwhile) => meanwhile.Members.Count == 0 ? "" : $" (changed: {string.Join(", ", meanwhile.Members)})";
}

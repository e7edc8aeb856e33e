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
        meanwhile switch
        {
            { At: null } => $"There is no {SettingWords.Of(kind)} '{name}', and there never was one. Send its version {SettingVersion.None} to make one.",
            { Version: SettingVersion.None } =>
                $"{meanwhile.By ?? "Somebody"} deleted the {SettingWords.Of(kind)} '{name}' at {Time(meanwhile.At.Value)} UTC, after it was read here. Send its version {SettingVersion.None} to make it anew.",
            _ => $"{meanwhile.By ?? "Somebody"} saved the {SettingWords.Of(kind)} '{name}' at {Time(meanwhile.At.Value)} UTC, after it was read here{Members(meanwhile)}. "
                + $"Read it again and repeat your change, or send its version {meanwhile.Version} to replace what they saved.",
        })
    {
        Meanwhile = meanwhile,
    };

    /// <summary>Of a setting that may be missing without anything being wrong: it is, though the change is meant for one that is there.</summary>
    public static Problem NeverWas(SettingKind kind, string id) => ChangedMeanwhile(kind, id, new Meanwhile(SettingVersion.None, null, null, []));

    /// <param name="bytes">What the organisation's settings would take.</param>
    public static Problem NoRoom(long bytes, SettingLimits limits) => new(
        ResourceCodes.NoRoom, ProblemKind.Conflict, "No room for more settings",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The rules, item types, actions, policies and banks of the organisation would take {bytes:N0} bytes as stored; they may take {limits.MostBytes:N0}. Delete what is not used any more, or ask whoever runs the server for more (Settings__MostBytes)."));

    /// <summary>What the change was judged by is no longer so. Whoever judged it judges again; only when that never ends does anybody see this.</summary>
    public static Problem Moved { get; } = new(
        ResourceCodes.Busy, ProblemKind.ConcurrentUpdate, "Too many changes at once",
        "What this refers to was changed by others again and again while it was being checked. Nothing was saved; try again.");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Members(Meanwhile meanwhile) => meanwhile.Members.Count == 0 ? "" : $" (changed: {string.Join(", ", meanwhile.Members)})";
}

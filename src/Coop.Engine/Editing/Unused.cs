using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Editing;

/// <summary>Nobody uses a part of the setting that goes away with the change.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Pointer">Where in the input it is missing.</param>
public sealed record Unused(SettingRef Used, string Name, string Pointer) : Guard
{
    /// <param name="users">Those that were found; at least one.</param>
    public Problem Refusal(IReadOnlyList<Use> users) =>
        UseProblems.InUse(SettingWords.Of(Used.Kind), Name, [.. users.Select(use => use.Words).Distinct()]) with { Pointer = Pointer };
}

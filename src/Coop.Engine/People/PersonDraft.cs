using Coop.Engine.Editing;

namespace Coop.Engine.People;

/// <summary>What somebody is to be from now on. Their name is their own, and their address stays.</summary>
/// <param name="Role">One of the roles, such as RULES_MANAGER.</param>
/// <param name="Version">The version this replaces, as it was read; left out, whatever is there is replaced.</param>
public sealed record PersonDraft(string? Role, string? Version) : ISettingDraft;

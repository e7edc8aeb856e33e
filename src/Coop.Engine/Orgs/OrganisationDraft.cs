using Coop.Engine.Editing;

namespace Coop.Engine.Orgs;

/// <summary>An organisation as somebody wants it to be.</summary>
/// <param name="Name">As people see it when they join.</param>
/// <param name="Version">The version this replaces, as it was read; left out, whatever is there is replaced.</param>
public sealed record OrganisationDraft(string? Name, string? Version) : ISettingDraft;

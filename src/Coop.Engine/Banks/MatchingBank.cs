using Coop.Engine.Editing;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Banks;

/// <summary>Matching values kept under a name and shared by rules.</summary>
public sealed record MatchingBank : ISetting<MatchingBank>
{
    public static SettingKind SettingKind => SettingKind.Bank;

    public required string Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>Unique in the organisation.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required BankType Type { get; init; }

    /// <summary>The strings of a text or regex bank.</summary>
    public IReadOnlyList<string> Strings { get; init; } = [];

    /// <summary>The places of a location bank.</summary>
    public IReadOnlyList<LocationArea> Locations { get; init; } = [];
}

public enum BankType
{
    String,
    Regex,
    Location,
}

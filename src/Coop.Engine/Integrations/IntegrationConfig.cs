using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Uses;

namespace Coop.Engine.Integrations;

/// <summary>What an organisation saved for an integration.</summary>
/// <param name="Id">The integration's.</param>
/// <param name="Name">What the integration was called then.</param>
/// <param name="SecretKeys">The members that nobody may see, and that lie encrypted.</param>
/// <param name="SchemaVersion">Of the fields it was checked against.</param>
public sealed record IntegrationConfig(string OrgId, string Id, string Name, JsonElement Json, IReadOnlySet<string> SecretKeys, int SchemaVersion) : ISetting<IntegrationConfig>
{
    public static SettingKind SettingKind => SettingKind.IntegrationConfig;

    /// <summary>That nothing is saved is something to be read and replaced, too.</summary>
    public static bool AbsenceIsAVersion => true;

    /// <summary>Members that were saved but cannot be decrypted, because the keys were lost.</summary>
    public IReadOnlyList<string> UnreadableSecrets { get; init; } = [];
}

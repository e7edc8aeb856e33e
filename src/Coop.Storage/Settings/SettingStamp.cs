namespace Coop.Storage.Settings;

/// <summary>What is known of a setting without reading it.</summary>
internal sealed record SettingStamp(string Id, string Name, string Version, DateTimeOffset ChangedAt, string ChangedBy);

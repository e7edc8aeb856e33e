namespace Coop.Server.Settings;

/// <summary>What an operation makes of versions.</summary>
internal sealed record VersionsMetadata(bool GivesETag, bool TakesIfMatch);

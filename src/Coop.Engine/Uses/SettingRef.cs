namespace Coop.Engine.Uses;

/// <summary>One setting of an organisation.</summary>
public readonly record struct SettingRef(SettingKind Kind, string Id);

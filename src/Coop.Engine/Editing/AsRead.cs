using Coop.Engine.Uses;

namespace Coop.Engine.Editing;

/// <summary>Another setting, by which the change was judged, is still the one that was read. When it is not, the change is judged again.</summary>
public sealed record AsRead(SettingRef Setting, string Version) : Guard;

using Coop.Engine.Uses;

namespace Coop.Engine.Editing;

/// <summary>Whoever uses the setting, and nobody else, uses it still, each in the version that was read. When it is not so, the change is judged again.</summary>
/// <param name="Users">By user, its version.</param>
public sealed record UsersAsRead(SettingRef Used, IReadOnlyDictionary<SettingRef, string> Users) : Guard;

using Coop.Engine.Editing;
using Coop.Engine.Uses;

namespace Coop.Engine.People;

/// <summary>Somebody with an account. Passwords never leave the storage.</summary>
/// <param name="Email">Unique over all organisations: people sign in with it.</param>
/// <param name="Name">As shown; empty when they gave none.</param>
public sealed record Person(string Id, string OrgId, string Email, string Name, Role Role, DateTimeOffset CreatedAt) : ISetting<Person>
{
    public static SettingKind SettingKind => SettingKind.Person;

    public string DisplayName => Name.Length > 0 ? Name : Email;

    string ISetting<Person>.Name => DisplayName;
}

/// <summary>Who does something, and in which organisation. Made from a session, never from input.</summary>
public sealed record Actor(string OrgId, string PersonId, Role Role)
{
    public bool May(Permission permission) => Role.May(permission);
}

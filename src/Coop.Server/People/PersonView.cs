using Coop.Engine.Editing;
using Coop.Engine.People;

namespace Coop.Server.People;

internal sealed record PersonListView(IReadOnlyList<PersonView> People);

/// <param name="Name">Empty when they gave none.</param>
/// <param name="Version">New with every change of their name or role, and never had before.</param>
internal sealed record PersonView(string Id, string Email, string Name, Role Role, DateTimeOffset CreatedAt, string Version)
{
    public static PersonView Of(Versioned<Person> read)
    {
        var person = read.Value;
        return new(person.Id, person.Email, person.Name, person.Role, person.CreatedAt, read.Version);
    }
}

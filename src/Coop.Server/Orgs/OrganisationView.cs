using Coop.Engine.Editing;
using Coop.Engine.Orgs;

namespace Coop.Server.Orgs;

/// <param name="Email">Of whoever founded it, then.</param>
/// <param name="Version">New with every change, and never had before.</param>
internal sealed record OrganisationView(string Id, string Name, string? Email, DateTimeOffset CreatedAt, string Version)
{
    public static OrganisationView Of(Versioned<Org> read)
    {
        var org = read.Value;
        return new(org.Id, org.Name, org.Email, org.CreatedAt, read.Version);
    }
}

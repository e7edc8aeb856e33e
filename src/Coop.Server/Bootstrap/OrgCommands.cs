using System.CommandLine;
using Coop.Engine.Orgs;

namespace Coop.Server.Bootstrap;

/// <summary><c>org create</c> and <c>org list</c>.</summary>
internal static class OrgCommands
{
    public static Command Create(PlaceOptions places)
    {
        var name = new Option<string>("--name") { Description = "The organisation's name.", Required = true };
        var email = new Option<string>("--email") { Description = "The e-mail address of its first person, an admin.", Required = true };
        var password = new PasswordOption("That person's password");
        var create = new Command("create", "Found an organisation and print { orgId, apiKey, adminApiKey, publicKeyPem }. The keys are shown this once.") { name, email, password };
        create.SetAction(async (parsed, cancellationToken) =>
        {
            var draft = new OrgDraft(parsed.GetRequiredValue(name), parsed.GetRequiredValue(email), await password.ReadAsync(parsed, cancellationToken));
            return await StoreCommand.RunAsync(places.Arguments(parsed), services => FoundAsync(services, draft, cancellationToken), cancellationToken);
        });

        var list = new Command("list", "Print the organisations as [{ id, name, email, createdAt }].");
        list.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(
            places.Arguments(parsed), async services => StoreCommand.Print(await services.GetRequiredService<IOrgStore>().ListAsync(cancellationToken)), cancellationToken));

        return new Command("org", "Found and list organisations.") { create, list };
    }

    private static async Task<int> FoundAsync(IServiceProvider services, OrgDraft draft, CancellationToken cancellationToken)
    {
        var founded = await services.GetRequiredService<OrgFounding>().FoundAsync(draft, cancellationToken);
        return founded.TryGet(out var org) ? StoreCommand.Print(org) : StoreCommand.Refuse(founded.Problems);
    }
}

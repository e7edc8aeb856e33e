using System.CommandLine;
using Coop.Engine.People;

namespace Coop.Server.Bootstrap;

/// <summary><c>person reset-password</c>: the way back for an admin whom no other admin can invite again. Whoever may write to the data directory may do so.</summary>
internal static class PersonCommands
{
    public static Command Create(PlaceOptions places)
    {
        var email = new Option<string>("--email") { Description = "The e-mail address they sign in with.", Required = true };
        var password = new PasswordOption("The new password");
        var reset = new Command(
            "reset-password", "Give a person a new password, sign them out everywhere and unlock their account; prints { id, orgId, email, name, role, createdAt }.") { email, password };
        reset.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, secret) = (parsed.GetRequiredValue(email), await password.ReadAsync(parsed, cancellationToken));
            return await StoreCommand.RunAsync(places.Arguments(parsed), services => ResetAsync(services, who, secret, cancellationToken), cancellationToken);
        });
        return new Command("person", "Help people who can not sign in.") { reset };
    }

    private static async Task<int> ResetAsync(IServiceProvider services, string email, string password, CancellationToken cancellationToken)
    {
        var reset = await services.GetRequiredService<IAccounts>().ResetPasswordAsync(email, password, cancellationToken);
        return reset.TryGet(out var person)
            ? StoreCommand.Print(new { person.Id, person.OrgId, person.Email, person.Name, person.Role, person.CreatedAt })
            : StoreCommand.Refuse(reset.Problems);
    }
}

using Coop.Engine.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Storage.People;

internal static class PeopleRegistration
{
    public static void AddPeople(this IServiceCollection services)
    {
        // Identity leaves out its own of what is here already.
        services.AddSingleton<ILookupNormalizer, AddressNormalizer>();
        services.AddSingleton<IPasswordValidator<PersonRow>, NewPasswordRule>();

        // No letter is forbidden in an address, so that whoever has an account can change its password.
        services.AddIdentityCore<PersonRow>(identity => identity.User.AllowedUserNameCharacters = "").AddUserStore<PersonIdentity>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<IPeopleStore, PeopleStore>();
        services.AddSingleton<IInvitationStore, InvitationStore>();
    }
}

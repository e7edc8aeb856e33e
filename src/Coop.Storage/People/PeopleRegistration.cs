using Coop.Engine.People;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Storage.People;

internal static class PeopleRegistration
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<PersonRow>(identity =>
        {
            // Length is what makes a password strong; rules about its letters make people write it down.
            identity.Password.RequiredLength = 8;
            identity.Password.RequiredUniqueChars = 4;
            identity.Password.RequireDigit = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = 8;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        }).AddUserStore<PersonIdentity>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<IPeopleStore, PeopleStore>();
        services.AddSingleton<IInvitationStore, InvitationStore>();
    }
}

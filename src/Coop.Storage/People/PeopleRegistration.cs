using Coop.Engine.People;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Storage.People;

internal static class PeopleRegistration
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<IPeopleStore, PeopleStore>();
        services.AddSingleton<IInvitationStore, InvitationStore>();
    }
}

using Coop.Engine.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Coop.Server.Access;

/// <summary>Ends an open page's session when the person was removed or signed out everywhere.</summary>
internal sealed class SessionWatch(ILoggerFactory loggers, IAccounts accounts) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await Session.FindAsync(authenticationState.User, accounts, cancellationToken) is not null;
}

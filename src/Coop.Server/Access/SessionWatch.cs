using System.Data.Common;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Coop.Server.Access;

/// <summary>
/// Leads an open page to signing in when its session is over, whichever process ended it: the person was removed, signed out or has another password. What the page does until then is refused at
/// once, by the <see cref="Gate"/>.
/// </summary>
internal sealed class SessionWatch(ILoggerFactory loggers, IAccounts accounts, SessionWatchOptions options) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => options.LookEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await Session.FindAsync(authenticationState.User, accounts, cancellationToken) is not null;
        }
        catch (Exception trouble) when (trouble is StorageUnavailableException or DbException)
        {
            // Nobody can say whether it is over. Whoever is at the page would lose what they typed to a moment's trouble, and can do nothing meanwhile that is not looked at anew.
            return true;
        }
    }
}

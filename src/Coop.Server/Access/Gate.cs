using Coop.Engine.Deciding;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Server.Errors;
using Microsoft.AspNetCore.Components.Authorization;

namespace Coop.Server.Access;

/// <summary>
/// The only way from a page to a feature that changes or reveals something: it looks up who is asking as they are now (a page may be open for days),
/// checks the permission, and turns a bug into a problem with a reference to the log.
/// </summary>
internal sealed partial class Gate(AuthenticationStateProvider authentication, IAccounts accounts, InForce inForce, ILogger<Gate> logger)
{
    /// <summary>For a page to decide what to offer. Not a check: that is what <see cref="DoAsync"/> does.</summary>
    public async Task<Actor?> WhoAsync() => Session.ActorOf((await authentication.GetAuthenticationStateAsync()).User);

    public Task<Result<T>> DoAsync<T>(Permission permission, Func<Actor, Task<Result<T>>> act) =>
        RunAsync(permission, actor => inForce.AfterAsync(actor.OrgId, () => new ValueTask<Result<T>>(act(actor)), CancellationToken.None).AsTask());

    /// <summary>For what every signed-in person may do, such as change the own password.</summary>
    public Task<Result<T>> DoAsOneselfAsync<T>(Func<Actor, Task<Result<T>>> act) => RunAsync(null, act);

    public Task<Result<T>> ReadAsync<T>(Permission permission, Func<Actor, Task<T>> read) => RunAsync<T>(permission, async actor => await read(actor));

    private async Task<Result<T>> RunAsync<T>(Permission? permission, Func<Actor, Task<Result<T>>> act)
    {
        try
        {
            var user = (await authentication.GetAuthenticationStateAsync()).User;
            if (await Session.FindAsync(user, accounts, CancellationToken.None) is not { } person)
            {
                return PeopleProblems.SessionEnded;
            }

            var actor = new Actor(person.OrgId, person.Id, person.Role);
            return permission is { } needed && !actor.May(needed) ? PeopleProblems.NotAllowed(needed) : await act(actor);
        }
        catch (LaterFormatException later)
        {
            return DecisionProblems.Of(later);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var reference = Guid.NewGuid().ToString("n")[..8];
            LogUnexpected(exception, reference);
            return new Problem(
                WebCodes.Unexpected, ProblemKind.Conflict, "Something went wrong on our side", $"It is in the server's log under {reference}. It may have been changed or not; look before trying again.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An operation of a page failed unexpectedly (reference {Reference})")]
    private partial void LogUnexpected(Exception exception, string reference);
}

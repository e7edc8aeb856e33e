using System.Security.Claims;
using Coop.Engine.People;
using Coop.Server.Api;
using Coop.Server.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Coop.Server.Access;

/// <summary>The signed-in session: a cookie that says who, and a stamp by which all sessions of a person can be ended.</summary>
internal static class Session
{
    public const string Scheme = "Session";
    public const string CookieName = "coop-session";
    private const string StampClaim = "stamp";
    private const string CheckedAt = "checked";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(1);

    /// <param name="refuseAsync">Shows somebody who is signed in that the page is not for them.</param>
    public static void Configure(CookieAuthenticationOptions cookie, Func<HttpContext, Task> refuseAsync)
    {
        cookie.Cookie.Name = CookieName;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/login";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => ApiPaths.Has(context.Request.Path)
            ? Refused.WriteAsync(context.HttpContext, PeopleProblems.SessionEnded)
            : RedirectAsync(context);
        // The router finds the page, sees that it is not for this person, and says so.
        cookie.Events.OnRedirectToAccessDenied = context => context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>() is { } needs && ApiPaths.Has(context.Request.Path)
            ? Refused.WriteAsync(context.HttpContext, PeopleProblems.NotAllowed(needs.Permission))
            : refuseAsync(context.HttpContext);
    }

    public static Task StartAsync(HttpContext context, SignedIn signedIn) =>
        context.SignInAsync(Scheme, Principal(signedIn.Person, signedIn.Stamp), new AuthenticationProperties { IsPersistent = true });

    /// <summary>What the session says of the person is no longer so. It stays the session it was: one that was ended meanwhile is not given new life.</summary>
    public static Task RenewAsync(HttpContext context, Person person) => StartAsync(context, new SignedIn(person, StampOf(context.User)));

    /// <summary>Here and on every other device: a cookie that somebody copied must not stay good.</summary>
    public static async Task EndAsync(HttpContext context, IAccounts accounts)
    {
        if (ActorOf(context.User) is { } actor)
        {
            await accounts.EndSessionsAsync(actor.PersonId, StampOf(context.User), CancellationToken.None);
        }

        await context.SignOutAsync(Scheme);
    }

    public static ClaimsPrincipal Principal(Person person, string stamp) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id),
            new Claim(ClaimTypes.Name, person.DisplayName),
            new Claim(ClaimTypes.Email, person.Email),
            new Claim(ClaimTypes.Role, person.Role.ToString()),
            new Claim(ApiKeyAuthentication.OrgClaim, person.OrgId),
            new Claim(StampClaim, stamp),
        ],
        Scheme));

    /// <summary>Null for somebody who is not signed in.</summary>
    public static Actor? ActorOf(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: Scheme } ? AccessPolicies.ActorOf(user) : null;

    /// <summary>The person as stored now; null when the session is over.</summary>
    public static Task<Person?> FindAsync(ClaimsPrincipal user, IAccounts accounts, CancellationToken cancellationToken) =>
        ActorOf(user) is { } actor ? accounts.FindBySessionAsync(actor.PersonId, StampOf(user), cancellationToken) : Task.FromResult<Person?>(null);

    private static string StampOf(ClaimsPrincipal user) => user.FindFirstValue(StampClaim) ?? "";

    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        // At every request: what a session showed a moment ago must not be shown once it is over, whichever process ended it.
        if (await FindAsync(context.Principal!, services.GetRequiredService<IAccounts>(), context.HttpContext.RequestAborted) is not { } person)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        // What they are may have changed since the cookie was made.
        context.ReplacePrincipal(Principal(person, StampOf(context.Principal!)));
        if (context.Properties.Items.TryGetValue(CheckedAt, out var text) && long.TryParse(text, out var ticks) && now.UtcTicks - ticks < RenewEvery.Ticks)
        {
            return;
        }

        context.Properties.Items[CheckedAt] = now.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.ShouldRenew = true;
    }
}

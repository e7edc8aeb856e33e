using System.Security.Claims;
using System.Text.Encodings.Web;
using Coop.Engine.ApiKeys;
using Coop.Server.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Coop.Server.Access;

/// <summary>Who calls, by the <c>x-api-key</c> header.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IApiKeyStore keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "x-api-key";
    public const string OrgClaim = "org";
    public const string ScopeClaim = "scope";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = Request.Headers[Header].ToString();
        if (secret.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.FindByHashAsync(ApiKeySecret.Hash(secret), Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("Unknown or revoked key.");
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, key.Id), new Claim(OrgClaim, key.OrgId), new Claim(ScopeClaim, key.Scope.ToString())], Scheme.Name);
        if (AccessPolicies.RoleOf(key.Scope) is { } role)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Refused.WriteAsync(Context, ApiKeyProblems.InvalidKey);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refused.WriteAsync(Context, ApiKeyProblems.ScopeMissing);
}

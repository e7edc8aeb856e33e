using Coop.Engine.People;
using Coop.Engine.Search;
using Coop.Engine.Signals.Offers;
using Coop.Server.Access;
using Coop.Server.Api;
using Coop.Server.People;
using Coop.Server.Web.Forms;
using Coop.Server.Web.Pages;
using Coop.Server.Web.Parts;
using Coop.Server.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using MudBlazor.Services;

namespace Coop.Server.Web;

/// <summary>The pages: Blazor with MudBlazor, rendered here, and who may open them.</summary>
internal static class WebApp
{
    // A page knows people by their session; the API knows keys, and the management API people as well.
    private const string ByPath = "ByPath";

    public static void AddWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Built assets are found beside the sources when the server runs from them, published ones under wwwroot.
        builder.WebHost.UseStaticWebAssets();
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
            circuit.DisconnectedCircuitMaxRetained = 200;
        })
            // The longest text somebody may paste into a form is a policy's 100,000 letters, of three bytes each, and travels twice in the event's message;
            // a longer message would end the connection.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 1024 * 1024);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.VisibleStateDuration = 5000;
            mud.SnackbarConfiguration.PreventDuplicates = true;
            // Shining through, white on green is too pale to read.
            mud.SnackbarConfiguration.MaximumOpacity = 100;
        });
        // Files only, which are the same for everybody: compressing a page with secrets in it would let its length tell of them.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "coop-antiforgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAttempts(builder.Configuration);
        AddSessions(services);
        services.AddScoped<Gate>();
        services.AddScoped<PageAnswer>();
        services.AddScoped<FormDraft>();
        services.AddScoped<FormSessions>();
        services.AddSingleton<PeopleFeature>();
        services.AddSingleton<SearchFeature>();
        services.AddSingleton<SignalTrialFeature>();
        services.AddSingleton<FirstRunToken>();
    }

    /// <summary>Before anything that answers.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseSecurityHeaders();
        app.UseWhen(context => !ApiPaths.Has(context.Request.Path), pages => pages.Use(PageAnswer.SendAsync).UseMiddleware<BrokenPage>().UseMiddleware<StaleForm>());
        app.UseRateLimiter();
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseAntiforgery();
        // In a build that is not published, assets would be looked for on disk, by an endpoint that takes every GET: the API would say that it allows one, and answer 404.
        app.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        // Named after this room, not after the process: tests run the server inside their own.
        app.MapStaticAssets($"{typeof(WebApp).Assembly.GetName().Name}.staticwebassets.endpoints.json");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = "'none'");
        app.Use(NoSuchPageAsync);
        app.MapPost("/logout", SignOutAsync).ExcludeFromDescription();
        app.MapGet("/", () => Results.Redirect("/dashboard")).ExcludeFromDescription();
        app.MapGet("/dashboard/integrations", () => Results.Redirect("/dashboard/settings/integrations")).ExcludeFromDescription();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton(new SessionWatchOptions());
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddAuthentication().AddCookie(Session.Scheme, cookie => Session.Configure(
            cookie, context => new RazorComponentResult<App> { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context))).AddPolicyScheme(ByPath, null, scheme =>
            scheme.ForwardDefaultSelector = context => KnowsByKey(context.Request) ? ApiKeyAuthentication.SchemeName : Session.Scheme);
        services.PostConfigure<AuthenticationOptions>(authentication => authentication.DefaultScheme = ByPath);
    }

    private static bool KnowsByKey(HttpRequest request) => ApiPaths.Has(request.Path)
        && !(request.Path.StartsWithSegments(ApiPaths.Admin) && !request.Headers.ContainsKey(ApiKeyAuthentication.Header) && request.Cookies.ContainsKey(Session.CookieName));

    /// <summary>
    /// The router finds no page at such an address and says so. What is not there in the API is said by the API. No endpoint: one that catches all paths takes
    /// the API its 405 and 415.
    /// </summary>
    private static Task NoSuchPageAsync(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint() is null && !ApiPaths.Has(context.Request.Path)
            ? new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context)
            : next(context);

    private static async Task<IResult> SignOutAsync(HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, IAccounts accounts)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        await Session.EndAsync(context, accounts);
        return Results.Redirect("/login");
    }
}

using Coop.Server.ApiKeys;
using Coop.Server.Errors;
using Coop.Server.Integrations;
using Coop.Server.Ready;

namespace Coop.Server.Startup;

/// <summary>The composition root: which parts the server is made of, and in which order they start.</summary>
internal static class CoopServer
{
    /// <summary>Nothing is opened or started here.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.WebHost.UseCoopKestrel(builder.Configuration);
        builder.Services.AddSingleton(ServerOptions.From(builder.Configuration));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddJsonShape();
        builder.Services.AddErrorBodies();
        builder.Services.AddAccess();
        builder.Services.AddUseCases();

        var app = builder.Build();
        app.UseErrorBodies();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapReady();
        app.MapLogos();
        app.MapAdmin();
        return app;
    }

    /// <summary>What has to stand before the first request: the database, then the integrations.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(app.Services.GetRequiredService<ServerOptions>().DataDirectory);
        await Task.CompletedTask;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await PrepareAsync(app, CancellationToken.None);
        await app.RunAsync();
        return 0;
    }
}

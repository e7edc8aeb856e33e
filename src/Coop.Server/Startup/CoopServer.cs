using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Plugins;
using Coop.Server.Access;
using Coop.Server.Api;
using Coop.Server.Errors;
using Coop.Server.Integrations;
using Coop.Server.Items;
using Coop.Server.Ready;
using Coop.Server.Reference;
using Coop.Server.Retention;
using Coop.Server.Settings;
using Coop.Server.Submissions;
using Coop.Server.Web;
using Coop.Server.Webhooks;
using Coop.Storage;
using Coop.Storage.Database;

namespace Coop.Server.Startup;

/// <summary>The composition root: which parts the server is made of, and in which order they start.</summary>
internal static class CoopServer
{
    /// <summary>Puts the parts together. Nothing of them runs yet.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // By name, because assets are found by it and the process may be somebody else's: a test's, for one.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Without watching the configuration: the watch covers all that lies below the working directory, where the database's files change thousands of times a second.
            Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"],
            ApplicationName = typeof(CoopServer).Assembly.GetName().Name,
            // A published server has the files of its pages beside it, wherever it is started from; one that was built finds them beside their sources.
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") is var published && Directory.Exists(published) ? published : null,
        });
        var options = ServerOptions.From(builder.Configuration);
        builder.Logging.AddQuietFrameworks();
        builder.Logging.AddUnwaitingConsole();
        QuietStart.AddTo(builder.Services);
        builder.WebHost.UseCoopKestrel(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddRetention(builder.Configuration);
        builder.Services.AddSettingLimits(builder.Configuration);
        builder.Services.AddReady();
        builder.Services.AddCoopStorage(new StorageOptions(options.DataDirectory));
        builder.Services.AddIntegrationHost(_ => new IntegrationHostOptions { ConfigPath = options.IntegrationsConfigPath, CacheDirectory = options.CacheDirectory });
        builder.Services.AddUseCases();
        builder.Services.AddSubmissions(builder.Configuration);
        builder.Services.AddWebhooks(builder.Configuration);
        builder.Services.AddJsonShape();
        builder.Services.AddErrorBodies();
        builder.Services.AddAccess();
        builder.Services.AddReference();
        builder.AddWeb();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseErrorBodies();
        app.UseWeb();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapReady();
        app.MapReference();
        app.MapLogos();
        app.MapItems();
        app.MapAdmin();
        app.MapWeb();
        return app;
    }

    /// <summary>What has to stand before the first request: the database, then the integrations. A refusal says all that is wrong with the config file.</summary>
    public static async Task<Result<IntegrationCatalogue>> PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<IStorageStartup>().MigrateAsync(cancellationToken);
        return await app.Services.GetRequiredService<IntegrationHost>().StartAsync(cancellationToken);
    }

    /// <summary>The last of the start, when it listens and everything else is done: from here on it says that it is ready.</summary>
    public static async Task OpenAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await FirstPlans.MakeAsync(app.Services, cancellationToken);
        app.Services.GetRequiredService<StartState>().Done();
    }
}

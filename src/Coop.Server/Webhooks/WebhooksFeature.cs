using Coop.Server.Submissions;

namespace Coop.Server.Webhooks;

internal static class WebhooksFeature
{
    public static void AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(WebhookOptions.From(configuration));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<Obstacles>();
        services.AddSingleton(provider => new WebhookPost(
            Client(provider.GetRequiredService<FlowSteps>()), provider.GetRequiredService<SigningKeys>(), provider.GetRequiredService<Obstacles>(), provider.GetRequiredService<WebhookOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<WebhookSender>();
    }

    /// <summary>Its time limit is the sender's, so that tests own the clock.</summary>
    private static HttpClient Client(FlowSteps steps)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
        };
        return new HttpClient(steps.Step is { } step ? new DeliveredStep(step, sockets) : sockets) { Timeout = Timeout.InfiniteTimeSpan };
    }
}

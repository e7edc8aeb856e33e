using Coop.Storage.Retention;

namespace Coop.Server.Retention;

internal static class RetentionFeature
{
    public static void AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Retention").Get<RetentionOptions>() ?? new RetentionOptions();
        services.AddSingleton(options.Mistake() is { } mistake ? throw new InvalidOperationException(mistake) : options);
        services.AddHostedService<RetentionSweeper>();
    }
}

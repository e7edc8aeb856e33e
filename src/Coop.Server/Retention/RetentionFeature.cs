using Coop.Server.Sections;
using Coop.Storage.Retention;

namespace Coop.Server.Retention;

internal static class RetentionFeature
{
    public static void AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Section.Read<RetentionOptions>(configuration, "Retention", options => options.Mistake() is { } mistake ? [mistake] : []));
        services.AddHostedService<RetentionSweeper>();
    }
}

using Coop.Engine.Integrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins;

public static class IntegrationHostRegistration
{
    /// <summary>
    /// Adds the one <see cref="IntegrationHost"/>, also as <see cref="IIntegrationCatalogueSource"/>. It needs an <see cref="IIntegrationConfigStore"/>, a
    /// <see cref="TimeProvider"/> and logging, and starts when it is told to.
    /// </summary>
    public static IServiceCollection AddIntegrationHost(this IServiceCollection services, Func<IServiceProvider, IntegrationHostOptions> options) => services
        .AddSingleton(provider => new IntegrationHost(
            options(provider),
            provider.GetRequiredService<IIntegrationConfigStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton<IIntegrationCatalogueSource>(provider => provider.GetRequiredService<IntegrationHost>());
}

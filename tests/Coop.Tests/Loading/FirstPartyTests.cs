using Coop.Engine.Integrations;
using Coop.Plugins;
using Coop.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coop.Tests.Loading;

public sealed class FirstPartyTests
{
    [Fact]
    public async Task The_repository_s_own_config_file_loads_without_a_problem()
    {
        using var cache = new TempFolder();
        await using var host = new IntegrationHost(
            new IntegrationHostOptions { ConfigPath = Repo.PathOf("integrations.config.json"), CacheDirectory = cache.Root },
            new MemoryConfigs(), TimeProvider.System, NullLoggerFactory.Instance);

        var catalogue = (await host.StartAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Empty(host.FileProblems);
        Assert.Equal(2, catalogue.Integrations.Count);
        Assert.All(catalogue.Integrations, integration =>
        {
            Assert.Empty(integration.Problems);
            Assert.Equal(IntegrationState.Active, integration.State);
            Assert.Equal(IntegrationRuntime.DotNet, integration.Runtime);
            Assert.NotEmpty(integration.Signals);
            Assert.Single(integration.Signals.Select(signal => signal.Places).Distinct());
            Assert.True(File.Exists(integration.LogoFile), $"{integration.Id} has no logo");
        });
    }
}

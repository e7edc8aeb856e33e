using Coop.Server.Retention;
using Coop.Server.Sections;
using Coop.Storage.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Retention;

public sealed class RetentionConfigurationTests
{
    [Fact]
    public void What_the_environment_says_is_kept_and_said_on_the_overview()
    {
        var options = Read(("Retention:Decisions", "30.00:00:00"), ("Retention:MostDecisions", "2000000"));

        Assert.Equal((TimeSpan.FromDays(30), 2_000_000L, TimeSpan.FromDays(90)), (options.Decisions, options.MostDecisions, options.Deliveries));
        Assert.Equal(
            "Items and their decisions are kept for 30 days, and the newest 2,000,000 at most. A webhook that was given up can be sent again for 90 days, and the newest 1,000,000 at most. What could not be decided is parked until somebody puts it back on the queue.",
            RetentionWords.Of(options, default));
        Assert.EndsWith(" 1 decision that was to go is kept because nobody has looked at its review yet, 365 days longer at most.", RetentionWords.Of(options, new KeptCounts(1, 0)), StringComparison.Ordinal);
        Assert.EndsWith(" 1,200 decisions that were to go are kept because nobody has looked at their review yet, 365 days longer at most.", RetentionWords.Of(options, new KeptCounts(1200, 0)), StringComparison.Ordinal);
        Assert.EndsWith(" Of those that asked for a person, 3 were taken away although nobody had looked.", RetentionWords.Of(options, new KeptCounts(0, 3)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.00:00:00", "1 day")]
    [InlineData("1.12:00:00", "1.5 days")]
    [InlineData("2.23:59:00", "2.9 days")]
    [InlineData("36500.00:00:00", "36,500 days")]
    public void What_is_kept_is_not_said_to_be_kept_longer(string configured, string said) =>
        Assert.StartsWith($"Items and their decisions are kept for {said}, and", RetentionWords.Of(Read(("Retention:Decisions", configured)), default), StringComparison.Ordinal);

    [Fact]
    public void A_limit_that_would_take_everything_away_is_refused_at_start()
    {
        var refused = Assert.Throws<SectionMistakeException>(() => Read(("Retention:Decisions", "00:00:30")));

        Assert.Contains("The configuration section Retention is wrong", refused.Message, StringComparison.Ordinal);
    }

    private static RetentionOptions Read(params (string Key, string Value)[] configured)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(configured.ToDictionary(each => each.Key, each => (string?)each.Value)).Build();
        var services = new ServiceCollection();
        services.AddRetention(configuration);
        return services.BuildServiceProvider().GetRequiredService<RetentionOptions>();
    }
}

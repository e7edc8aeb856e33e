using Coop.Server.Webhooks;
using Microsoft.Extensions.Configuration;

namespace Coop.Tests.Webhooks;

public class WebhookOptionsTests
{
    [Fact]
    public void Without_a_word_tries_go_on_for_three_days() => Assert.Equal(TimeSpan.FromDays(3), WebhookOptions.From(Configuration()).Schedule.TryFor);

    [Fact]
    public void Takes_what_is_given()
    {
        var options = WebhookOptions.From(Configuration(("TryFor", "1.12:00:00"), ("FirstWait", "00:00:05"), ("LongestWait", "01:00:00"), ("PerHost", "8")));

        Assert.Equal((TimeSpan.FromHours(36), TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), 8), (options.Schedule.TryFor, options.Schedule.FirstWait, options.Schedule.LongestWait, options.PerHost));
    }

    [Fact]
    public void Says_all_that_is_wrong_at_once_each_with_what_to_give()
    {
        var error = Assert.Throws<InvalidOperationException>(() => WebhookOptions.From(Configuration(
            ("Timeout", "00:00:00"), ("Lease", "00:00:00.01"), ("PerHost", "0"), ("Held", "-1"), ("TryFor", "31.00:00:00"), ("LongestWait", "00:00:01"), ("LongestRetryAfter", "-00:00:01"))));

        Assert.Equal(8, error.Message.Split('\n').Length);
        Assert.All((string[])["Timeout is", "Lease is", "PerHost is 0", "Held is -1", "TryFor is", "LongestWait is 00:00:01", "LongestRetryAfter is"], wrong => Assert.Contains(wrong, error.Message, StringComparison.Ordinal));
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create("Webhooks:" + value.Name, (string?)value.Value))).Build();
}

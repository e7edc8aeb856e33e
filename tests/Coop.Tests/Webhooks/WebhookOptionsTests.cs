using Coop.Server.Sections;
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
        var error = Assert.Throws<SectionMistakeException>(() => WebhookOptions.From(Configuration(
            ("Timeout", "10"), ("Lease", "00:00:00.01"), ("PerAddress", "0"), ("PerHost", "0"), ("Held", "-1"), ("TryFor", "31.00:00:00"), ("LongestWait", "00:00:01"), ("LongestRetryAfter", "-00:00:01"))));

        Assert.Equal(
            [
                "Webhooks__Timeout is 10.00:00:00: give a time from 00:00:00.1000000 to 00:05:00, such as 00:00:10 for ten seconds; a number without colons counts days.",
                "Webhooks__Lease is 00:00:00.0100000: give a time from 00:00:01 to 00:10:00, such as 00:00:10 for ten seconds; a number without colons counts days.",
                "Webhooks__PerAddress is 0: give a number from 1 to 100.",
                "Webhooks__PerHost is 0: give a number from 1 to 1000.",
                "Webhooks__Held is -1: give a number from 1 to 10000.",
                "Webhooks__LongestWait is 00:00:01: give a time from 00:15:00 to 30.00:00:00, such as 00:00:10 for ten seconds; a number without colons counts days.",
                "Webhooks__TryFor is 31.00:00:00: give a time from 00:00:00 to 30.00:00:00, such as 00:00:10 for ten seconds; a number without colons counts days.",
                "Webhooks__LongestRetryAfter is -00:00:01: give a time from 00:00:00.0010000 to 30.00:00:00, such as 00:00:10 for ten seconds; a number without colons counts days.",
            ],
            error.Mistakes);
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create("Webhooks:" + value.Name, (string?)value.Value))).Build();
}

namespace Coop.Server.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration, such as <c>Webhooks__Timeout=00:00:05</c> in the environment.</summary>
internal sealed class WebhookOptions
{
    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a crashed server's deliveries stay untouched. Renewed while a delivery is held.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests at once to one host and port.</summary>
    public int PerHost { get; set; } = 4;

    /// <summary>Deliveries held at once, waiting for their receiver's slot or under way.</summary>
    public int Held { get; set; } = 512;

    public static WebhookOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Webhooks").Get<WebhookOptions>() ?? new WebhookOptions();
        return options is { Timeout.Ticks: > 0, Lease.TotalMilliseconds: >= 100, PerHost: > 0, Held: > 0 }
            ? options
            : throw new InvalidOperationException(
                "The configuration section Webhooks is wrong: Timeout, PerHost and Held must be above zero, and Lease at least 00:00:00.1.");
    }
}

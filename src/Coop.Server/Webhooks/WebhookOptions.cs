using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration, such as <c>Webhooks__Timeout=00:00:05</c> in the environment.</summary>
internal sealed class WebhookOptions
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a crashed server's deliveries stay untouched. Prolonged while a delivery is held.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc cref="SendingLimits.PerReceiver"/>
    public int PerAddress { get; set; } = 4;

    /// <inheritdoc cref="SendingLimits.PerHost"/>
    public int PerHost { get; set; } = 16;

    /// <summary>Deliveries under way at once.</summary>
    public int Held { get; set; } = 512;

    /// <inheritdoc cref="DeliverySchedule.FirstWait"/>
    public TimeSpan FirstWait { get; set; } = new DeliverySchedule().FirstWait;

    /// <inheritdoc cref="DeliverySchedule.FirstWaitWhenRefused"/>
    public TimeSpan FirstWaitWhenRefused { get; set; } = new DeliverySchedule().FirstWaitWhenRefused;

    /// <inheritdoc cref="DeliverySchedule.LongestWait"/>
    public TimeSpan LongestWait { get; set; } = new DeliverySchedule().LongestWait;

    /// <inheritdoc cref="DeliverySchedule.TryFor"/>
    public TimeSpan TryFor { get; set; } = new DeliverySchedule().TryFor;

    /// <inheritdoc cref="DeliverySchedule.LongestRetryAfter"/>
    public TimeSpan LongestRetryAfter { get; set; } = new DeliverySchedule().LongestRetryAfter;

    public SendingLimits Limits => new(Held, PerHost, PerAddress);

    public DeliverySchedule Schedule => new()
    {
        FirstWait = FirstWait,
        FirstWaitWhenRefused = FirstWaitWhenRefused,
        LongestWait = LongestWait,
        TryFor = TryFor,
        LongestRetryAfter = LongestRetryAfter,
    };

    /// <exception cref="InvalidOperationException">With all that is wrong, one line for each.</exception>
    public static WebhookOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Webhooks").Get<WebhookOptions>() ?? new WebhookOptions();
        var wrong = options.Problems().ToList();
        return wrong.Count == 0
            ? options
            : throw new InvalidOperationException($"The configuration section Webhooks is wrong:{string.Concat(wrong.Select(problem => $"{Environment.NewLine}  {problem}"))}");
    }

    private IEnumerable<string> Problems()
    {
        if (Time(nameof(Timeout), Timeout, TimeSpan.FromTicks(1)) is { } timeout)
        {
            yield return timeout;
        }

        if (Time(nameof(Lease), Lease, ShortestLease) is { } lease)
        {
            yield return lease;
        }

        if (PerHost < 1)
        {
            yield return $"PerHost is {PerHost}; give a number above zero.";
        }

        if (Held < 1)
        {
            yield return $"Held is {Held}; give a number above zero.";
        }

        (string Name, TimeSpan Value)[] waits =
            [(nameof(FirstWait), FirstWait), (nameof(FirstWaitWhenRefused), FirstWaitWhenRefused), (nameof(LongestWait), LongestWait), (nameof(LongestRetryAfter), LongestRetryAfter)];
        foreach (var (name, value) in waits)
        {
            if (Time(name, value, TimeSpan.FromTicks(1)) is { } wait)
            {
                yield return wait;
            }
        }

        if (Time(nameof(TryFor), TryFor, TimeSpan.Zero) is { } tryFor)
        {
            yield return tryFor;
        }

        if (FirstWait > LongestWait || FirstWaitWhenRefused > LongestWait)
        {
            yield return $"LongestWait is {LongestWait}; it must not be shorter than FirstWait ({FirstWait}) and FirstWaitWhenRefused ({FirstWaitWhenRefused}).";
        }
    }

    private static string? Time(string name, TimeSpan value, TimeSpan least) => value >= least && value <= LongestTime
        ? null
        : $"{name} is {value}; give a time from {(least.Ticks == 1 ? "above zero" : least)} to {LongestTime.TotalDays:0} days, such as 00:00:10 for ten seconds or 3.00:00:00 for three days.";
}

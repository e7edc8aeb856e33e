using Coop.Engine.Outbox;
using Coop.Server.Sections;

namespace Coop.Server.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration, such as <c>Webhooks__Timeout=00:00:05</c> in the environment.</summary>
internal sealed class WebhookOptions
{
    private const string Name = "Webhooks";

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
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

    /// <exception cref="SectionMistakeException">With all that is wrong.</exception>
    public static WebhookOptions From(IConfiguration configuration) => Section.Read<WebhookOptions>(configuration, Name, options => options.Mistakes());

    private IReadOnlyList<string> Mistakes() => new Bounds(Name)
        .Time(nameof(Timeout), Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5))
        .Time(nameof(Lease), Lease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Number(nameof(PerAddress), PerAddress, 1, 100)
        .Number(nameof(PerHost), PerHost, 1, 1000)
        .Number(nameof(Held), Held, 1, 10_000)
        .Time(nameof(FirstWait), FirstWait, ShortestWait, LongestTime)
        .Time(nameof(FirstWaitWhenRefused), FirstWaitWhenRefused, ShortestWait, LongestTime)
        .Time(nameof(LongestWait), LongestWait, FirstWait > FirstWaitWhenRefused ? FirstWait : FirstWaitWhenRefused, LongestTime)
        .Time(nameof(TryFor), TryFor, TimeSpan.Zero, LongestTime)
        .Time(nameof(LongestRetryAfter), LongestRetryAfter, ShortestWait, LongestTime)
        .Mistakes;
}

namespace Coop.Engine.Outbox;

/// <summary>How a receiver has answered lately.</summary>
/// <param name="Failures">Failed tries since the last success.</param>
/// <param name="FailingSince">When the first of them failed.</param>
public sealed record ReceiverHealth(int Failures, DateTimeOffset? FailingSince, int? LastStatus, string? LastError)
{
    /// <summary>One that stumbles once or twice is not down: those webhooks come again by themselves in a moment.</summary>
    public const int DownAfter = 3;

    public static ReceiverHealth Good { get; } = new(0, null, null, null);

    /// <summary>People are told, and only one webhook at a time tries whether it is back.</summary>
    public bool IsDown => Failures >= DownAfter || IsGone;

    /// <summary>It said itself that it will not come back.</summary>
    public bool IsGone => LastStatus is { } status && DeliveryVerdicts.Of(status) == DeliveryVerdict.Gone;

    public ReceiverHealth After(DeliveryAttempt attempt, DateTimeOffset at) =>
        attempt.Succeeded ? Good : new ReceiverHealth(Failures + 1, FailingSince ?? at, attempt.Status, attempt.Error);
}

/// <summary>A receiver went down, or is back.</summary>
/// <param name="Waiting">Webhooks that wait for it now, at most <see cref="IOutbox.MostCounted"/>.</param>
/// <param name="GivenUp">Webhooks to it that were given up and are kept, counted likewise.</param>
public sealed record ReceiverChange(string OrgId, string Place, ReceiverHealth Before, ReceiverHealth Now, int Waiting, int GivenUp);

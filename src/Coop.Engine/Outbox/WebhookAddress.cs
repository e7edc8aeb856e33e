namespace Coop.Engine.Outbox;

/// <summary>Where a webhook goes and what its action adds to it.</summary>
public sealed record WebhookAddress(string Url, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Host and port, in lower case: who sits at one of these is one receiver. Never throws: addresses that are none share one and fail when they are sent to.</summary>
    public string Place => Uri.TryCreate(Url, UriKind.Absolute, out var parsed) ? parsed.Authority.ToLowerInvariant() : "";
}

namespace Coop.Engine.Outbox;

/// <summary>Where a webhook goes and what its action adds to it.</summary>
public sealed record WebhookAddress(string Url, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Why nothing can be sent there as it is: a header's value cannot be decrypted. Null when something can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>
    /// The address without its query: what answers there is one receiver. Not the host, as a platform usually has all its callbacks on one, and only some of them may be broken. Never
    /// throws: addresses that are none share one and fail when they are sent to.
    /// </summary>
    public string Place => Uri.TryCreate(Url, UriKind.Absolute, out var parsed) ? parsed.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "";

    /// <summary>Host and port, in lower case.</summary>
    public static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Authority.ToLowerInvariant() : "";
}

namespace Coop.Engine.Outbox;

/// <summary>A webhook ready to be sent, written in its decision's transaction.</summary>
/// <param name="ExecutionId">The idempotency key: the execution id of the decision's <see cref="Deciding.TriggeredAction"/>.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Headers">The action's own headers; the signature is added when it is sent.</param>
/// <param name="Body">The exact bytes to send and sign.</param>
public sealed record OutboxMessage(string ExecutionId, string ActionId, string Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Host and port of the URL, in lower case: receivers at one of these share its slots.</summary>
    public string Host { get; } = HostOf(Url);

    /// <summary>Never throws: an address that is none shares a lane with its like and fails when it is sent.</summary>
    internal static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Authority.ToLowerInvariant() : "";
}

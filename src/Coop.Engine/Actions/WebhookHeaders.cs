using System.Buffers;
using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

/// <summary>What an action may say about its webhook's address and headers. Checked when the action is saved, so that sending cannot fail on it.</summary>
public static class WebhookHeaders
{
    public const int Most = 50;
    public const int LongestUrl = 2000;
    public const int LongestName = 256;
    public const int LongestValue = 8000;
    public const string IdempotencyKey = "idempotency-key";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade",
        "expect", "proxy-authorization", "proxy-connection", WebhookSignature.Header,
        WebhookSignature.TimedHeader, WebhookSignature.TimestampHeader, WebhookSignature.KeyIdHeader, IdempotencyKey,
    };

    /// <summary>Pointers count from the object that holds the headers.</summary>
    public static IReadOnlyList<Problem> Check(IEnumerable<KeyValuePair<string, string>> headers)
    {
        List<Problem> problems = [];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (name.Length is 0 or > LongestName || name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                problems.Add(WebhookProblems.HeaderName(name));
                continue;
            }

            if (Reserved.Contains(name))
            {
                problems.Add(WebhookProblems.HeaderReserved(name));
            }
            else if (!seen.Add(name))
            {
                problems.Add(WebhookProblems.HeaderRepeated(name));
            }

            if (value.Length is 0 or > LongestValue || value != value.Trim() || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                problems.Add(WebhookProblems.HeaderValue(name));
            }
        }

        if (seen.Count > Most)
        {
            problems.Add(WebhookProblems.TooManyHeaders);
        }

        return problems;
    }

    /// <returns>Null when the address will do. Addresses inside the own network are allowed; docs/operate.md says how to fence them off.</returns>
    public static Problem? CheckUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.UserInfo.Length == 0 && parsed.Host.Length > 0
            ? null
            : WebhookProblems.Url(url);

    /// <summary>Whether both addresses, which will do, have one scheme, host and port.</summary>
    public static bool IsSamePlace(string one, string other)
    {
        return Place(new Uri(one)) == Place(new Uri(other));

        static (string Scheme, string Host, int Port) Place(Uri url) => (url.Scheme, url.IdnHost, url.Port);
    }
}

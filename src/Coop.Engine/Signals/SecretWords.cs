using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// The secrets an organisation saved for one integration, as they may stand in what its code says. One of eight characters or more is removed wherever it
/// stands; a shorter one only where no letter or digit stands beside it, as otherwise a secret <c>a</c> would leave no sentence readable.
/// </summary>
public sealed class SecretWords
{
    public const string Mask = "•••";

    private const int ShortestAnywhere = 8;

    // Far more than is ever shown; what an author says may be as large as he likes.
    private const int Longest = 64 * 1024;

    // Of so many, one search for all first is faster than one for each.
    private const int Many = 8;

    private readonly string[] _secrets;
    private readonly SearchValues<string>? _any;

    private SecretWords(IEnumerable<string> secrets)
    {
        _secrets = [.. secrets.Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];
        _any = _secrets.Length > Many ? SearchValues.Create(_secrets, StringComparison.OrdinalIgnoreCase) : null;
    }

    public static SecretWords None { get; } = new([]);

    public bool IsEmpty => _secrets.Length == 0;

    public static SecretWords Of(OrgConfig config, IReadOnlyList<string> keys)
    {
        var secrets = keys.Select(config.GetString).OfType<string>().Select(secret => secret.Trim()).Where(secret => secret.Length > 0).SelectMany(Written).ToList();
        return secrets.Count == 0 ? None : new SecretWords(secrets);
    }

    /// <summary>All of them.</summary>
    public static SecretWords Of(IEnumerable<SecretWords> words)
    {
        var secrets = words.SelectMany(known => known._secrets).ToList();
        return secrets.Count == 0 ? None : new SecretWords(secrets);
    }

    public SecretWords And(SecretWords others) => others.IsEmpty ? this : IsEmpty ? others : new SecretWords([.. _secrets, .. others._secrets]);

    public string Remove(string text)
    {
        if (IsEmpty || (_any is not null && !text.AsSpan().ContainsAny(_any)))
        {
            return text;
        }

        // What is cut off may have been a secret's second half, so its first half goes with it.
        text = text.Length <= Longest ? text : text[..Math.Max(Longest - _secrets[0].Length, 0)];
        foreach (var secret in _secrets)
        {
            text = secret.Length >= ShortestAnywhere ? text.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase) : RemoveWord(text, secret);
        }

        return text;
    }

    public bool AreIn(string text) => Remove(text) != text;

    /// <summary>As it is, as part of a URL, and as part of JSON.</summary>
    private static IEnumerable<string> Written(string secret) =>
        [secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(), JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()];

    private static string RemoveWord(string text, string word)
    {
        var kept = new StringBuilder();
        var from = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (at >= from && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                kept.Append(text, from, at - from).Append(Mask);
                from = end;
            }
        }

        return from == 0 ? text : kept.Append(text, from, text.Length - from).ToString();
    }
}

using System.Collections.Frozen;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>The addresses items may carry.</summary>
internal static class WebUrl
{
    private static readonly FrozenDictionary<string, MediaKind> Kinds = new Dictionary<MediaKind, string>
    {
        [MediaKind.Image] = "jpg jpeg png gif webp bmp svg avif heic heif tif tiff",
        [MediaKind.Video] = "mp4 m4v mov webm mkv avi flv",
        [MediaKind.Audio] = "mp3 m4a wav aac flac opus wma",
    }.SelectMany(kind => kind.Value.Split(' '), (kind, extension) => (extension, kind.Key)).ToFrozenDictionary(p => p.extension, p => p.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// An http or https URL whose host is not literally this machine. Other private addresses are let through, as in the TypeScript system: nothing
    /// here fetches an item's URL, and an integration that does goes out through the host's guarded client.
    /// </summary>
    public static bool IsAcceptable(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host is { Length: > 0 } and not "localhost" and not "127.0.0.1";

    /// <summary>What a piece of media is: its type where that says it, else told from the last extension of the URL's path.</summary>
    public static MediaKind MediaKindOf(ScalarType type, string url) => type switch
    {
        ScalarType.Image => MediaKind.Image,
        ScalarType.Audio => MediaKind.Audio,
        ScalarType.Video => MediaKind.Video,
        _ => Kinds.GetValueOrDefault(Extension(new Uri(url).AbsolutePath)),
    };

    private static string Extension(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path[(dot + 1)..] : "";
}

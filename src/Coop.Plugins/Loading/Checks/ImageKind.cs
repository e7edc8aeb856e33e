using System.Xml;

namespace Coop.Plugins.Loading.Checks;

/// <summary>What image a file is, told from its content and not from its name.</summary>
internal static class ImageKind
{
    /// <summary>The file extension that fits the content; null when it is no image a browser shows.</summary>
    public static string? ExtensionOf(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ".png",
        [0xFF, 0xD8, 0xFF, ..] => ".jpg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ".gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ".webp",
        _ => IsSvg(content) ? ".svg" : null,
    };

    private static bool IsSvg(ReadOnlySpan<byte> content)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(content.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "svg" && reader.NamespaceURI == "http://www.w3.org/2000/svg";
        }
        catch (XmlException)
        {
            return false;
        }
    }
}

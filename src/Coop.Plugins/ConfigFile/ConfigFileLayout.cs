using System.Text;
using System.Text.Json;

namespace Coop.Plugins.ConfigFile;

/// <summary>Where the list of entries and each entry stand in the bytes of a config file.</summary>
/// <param name="Start">Of the list's bracket.</param>
/// <param name="End">Of the list's closing bracket.</param>
/// <param name="Elements">The entries, in order.</param>
internal sealed record ConfigFileLayout(int Start, int End, IReadOnlyList<ConfigFileLayout.Element> Elements)
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true };

    /// <param name="Start">Its first byte.</param>
    /// <param name="End">Just after its last byte.</param>
    /// <param name="Comma">The comma that follows it, or null.</param>
    /// <param name="Package">Its <c>package</c>, when it has one.</param>
    internal sealed record Element(int Start, int End, int? Comma, string? Package);

    /// <summary>Null when the file has no list.</summary>
    public static ConfigFileLayout? Read(byte[] bytes)
    {
        var preamble = Preamble(bytes);
        var reader = new Utf8JsonReader(bytes.AsSpan(preamble), Options);
        while (Next(ref reader))
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("integrations"u8))
            {
                return Next(ref reader) && reader.TokenType == JsonTokenType.StartArray ? ReadList(ref reader, bytes, preamble) : null;
            }
        }

        return null;
    }

    public static int ObjectStart(byte[] bytes)
    {
        var preamble = Preamble(bytes);
        var reader = new Utf8JsonReader(bytes.AsSpan(preamble), Options);
        Next(ref reader);
        return preamble + (int)reader.TokenStartIndex;
    }

    public static bool IsEmptyObject(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(Preamble(bytes)), Options);
        return Next(ref reader) && Next(ref reader) && reader.TokenType == JsonTokenType.EndObject;
    }

    private static ConfigFileLayout ReadList(ref Utf8JsonReader reader, byte[] bytes, int preamble)
    {
        var start = preamble + (int)reader.TokenStartIndex;
        var elements = new List<Element>();
        while (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = preamble + (int)reader.TokenStartIndex;
            var package = ReadPackage(ref reader);
            var to = preamble + (int)reader.BytesConsumed;
            elements.Add(new Element(from, to, FindComma(bytes, to), package));
        }

        return new ConfigFileLayout(start, preamble + (int)reader.TokenStartIndex, elements);
    }

    /// <summary>Leaves the reader on the entry's last token.</summary>
    private static string? ReadPackage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? package = null;
        var depth = reader.CurrentDepth;
        while (Next(ref reader) && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("package"u8)
                && Next(ref reader) && reader.TokenType == JsonTokenType.String)
            {
                package = reader.GetString();
            }
        }

        return package;
    }

    private static int? FindComma(byte[] bytes, int position)
    {
        while (position < bytes.Length)
        {
            switch (bytes[position])
            {
                case (byte)',':
                    return position;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    position++;
                    break;
                case (byte)'/' when position + 1 < bytes.Length && bytes[position + 1] == (byte)'/':
                    position = EndOf(bytes, position, "\n"u8);
                    break;
                case (byte)'/':
                    position = EndOf(bytes, position, "*/"u8);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static int EndOf(byte[] bytes, int position, ReadOnlySpan<byte> mark) =>
        bytes.AsSpan(position).IndexOf(mark) is >= 0 and var offset ? position + offset + mark.Length : bytes.Length;

    private static bool Next(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Comment)
            {
                return true;
            }
        }

        return false;
    }

    private static int Preamble(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}

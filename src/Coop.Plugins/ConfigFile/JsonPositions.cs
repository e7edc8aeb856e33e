using System.Text;
using System.Text.Json;

namespace Coop.Plugins.ConfigFile;

/// <summary>Where each member and element of a JSON text stands, by its JSON path. <see cref="JsonElement"/> does not remember.</summary>
internal sealed class JsonPositions
{
    /// <summary>What people write in a file that they keep by hand.</summary>
    public static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Dictionary<string, JsonPosition> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonPosition> _values = new(StringComparer.Ordinal);
    private readonly List<string> _repeated = [];

    private JsonPositions()
    {
    }

    /// <summary>The paths of members whose name an earlier member of the same object has.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    public bool Has(string path) => _values.ContainsKey(path);

    /// <summary>Where the value at a path starts; the start of the file for a path that is not there.</summary>
    public JsonPosition OfValue(string path) => _values.TryGetValue(path, out var position) ? position : new JsonPosition(1, 1);

    /// <summary>Where the name of the member at a path starts.</summary>
    public JsonPosition OfName(string path) => _names.TryGetValue(path, out var position) ? position : OfValue(path);

    /// <summary>The path of a member, quoted when its name is not a plain word.</summary>
    public static string Member(string path, string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$')
            ? $"{path}.{name}"
            : $"{path}['{name.Replace("'", "\\'", StringComparison.Ordinal)}']";

    public static string Element(string path, int index) => $"{path}[{index}]";

    /// <summary>Walks the text. <paramref name="failedAt"/> is where a syntax error stopped it.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonPositions Read(ReadOnlySpan<byte> utf8, out string failedAt)
    {
        var positions = new JsonPositions();
        var lines = new LineStarts(utf8);
        var reader = new Utf8JsonReader(utf8, Lenient);
        var open = new Stack<Container>();
        failedAt = "$";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                failedAt = open.Pop().Path;
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                failedAt = open.Peek().Path;
                var path = failedAt = open.Peek().EnterMember(Text(ref reader, utf8, lines));
                if (!positions._names.TryAdd(path, lines.At(utf8, reader.TokenStartIndex)))
                {
                    positions._names[path] = lines.At(utf8, reader.TokenStartIndex);
                    positions._repeated.Add(path);
                }

                continue;
            }

            var at = failedAt = open.TryPeek(out var parent) ? parent.EnterValue() : "$";
            positions._values[at] = lines.At(utf8, reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.String)
            {
                Text(ref reader, utf8, lines);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push(new Container(at, reader.TokenType == JsonTokenType.StartArray));
            }
        }

        return positions;
    }

    /// <summary>The reader itself takes bytes that are no UTF-8, and halves of surrogate pairs, for text.</summary>
    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, LineStarts lines)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var at = lines.At(utf8, reader.TokenStartIndex);
            throw new JsonException("This text is not valid Unicode. Save the file as UTF-8, and write no half of a surrogate pair.", null, at.Line - 1, at.Column - 1);
        }
    }

    private sealed class Container(string path, bool isArray)
    {
        private int _next;
        private string _member = path;

        public string Path { get; } = path;

        public string EnterMember(string name) => _member = Member(Path, name);

        public string EnterValue() => isArray ? Element(Path, _next++) : _member;
    }

    private readonly struct LineStarts
    {
        private readonly List<int> _starts = [0];

        public LineStarts(ReadOnlySpan<byte> utf8)
        {
            for (var i = 0; i < utf8.Length; i++)
            {
                if (utf8[i] == '\n')
                {
                    _starts.Add(i + 1);
                }
            }
        }

        public JsonPosition At(ReadOnlySpan<byte> utf8, long offset)
        {
            var found = _starts.BinarySearch((int)offset);
            var line = found >= 0 ? found : ~found - 1;
            return new JsonPosition(line + 1, Encoding.UTF8.GetCharCount(utf8[_starts[line]..(int)offset]) + 1);
        }
    }
}

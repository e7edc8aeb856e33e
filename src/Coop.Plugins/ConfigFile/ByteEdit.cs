using System.Text;

namespace Coop.Plugins.ConfigFile;

/// <summary>Replacements in a text by byte position, made together so that positions stay those of the original.</summary>
internal sealed class ByteEdit(byte[] original)
{
    private readonly List<(int Start, int End, string Text)> _changes = [];

    public void Insert(int position, string text) => Replace(position, position, text);

    public void Replace(int start, int end, string text) => _changes.Add((start, end, text));

    public override string ToString()
    {
        var result = new MemoryStream();
        var position = 0;
        // A stable order: two insertions at one place stand as they were made.
        foreach (var (start, end, text) in _changes.OrderBy(c => c.Start))
        {
            if (start > position)
            {
                result.Write(original, position, start - position);
            }

            result.Write(Encoding.UTF8.GetBytes(text));
            position = Math.Max(position, end);
        }

        result.Write(original, position, original.Length - position);
        return Encoding.UTF8.GetString(result.ToArray());
    }
}

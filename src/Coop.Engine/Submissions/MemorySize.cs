namespace Coop.Engine.Submissions;

/// <summary>What an item takes in memory, reckoned from its data without parsing it. Rather too much than too little.</summary>
internal static class MemorySize
{
    // The item, its submission and their texts, however little data there is.
    private const int OfItem = 1024;

    // The data, the parsed document's copy of it, and text as typed values, which has two bytes a character.
    private const int Copies = 4;

    // A value's row in the parsed document and its typed value.
    private const int OfValue = 64;

    /// <param name="data">JSON as UTF-8.</param>
    public static long Of(ReadOnlySpan<byte> data) => OfItem + (Copies * (long)data.Length) + (OfValue * Values(data));

    /// <summary>By the marks between values. Those inside of text are text: nobody else is to have less room for them.</summary>
    private static long Values(ReadOnlySpan<byte> data)
    {
        var values = 0L;
        while (true)
        {
            var text = data.IndexOf((byte)'"');
            foreach (var mark in text < 0 ? data : data[..text])
            {
                values += mark is (byte)',' or (byte)':' or (byte)'{' or (byte)'[' ? 1 : 0;
            }

            if (text < 0)
            {
                return values;
            }

            data = After(data[(text + 1)..]);
        }
    }

    /// <returns>What comes behind the end of the text that it begins in.</returns>
    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> data)
    {
        while (data.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var at)
        {
            if (data[at] == (byte)'"')
            {
                return data[(at + 1)..];
            }

            data = data[Math.Min(at + 2, data.Length)..];
        }

        return [];
    }
}

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

    /// <param name="data">JSON as UTF-8. Marks inside of text are counted like those between values: nobody gains by them.</param>
    public static long Of(ReadOnlySpan<byte> data) =>
        OfItem + (Copies * (long)data.Length) + (OfValue * ((long)data.Count((byte)',') + data.Count((byte)':') + data.Count((byte)'{') + data.Count((byte)'[')));
}

namespace Coop.Storage.Stream;

/// <summary>Ids of submissions as their row has them.</summary>
internal static class SubmissionId
{
    public const int Length = 16;

    public static bool TryWrite(string id, Span<byte> bytes) => Guid.TryParseExact(id, "N", out var guid) && guid.TryWriteBytes(bytes, bigEndian: true, out _);

    public static string Read(ReadOnlySpan<byte> bytes) => new Guid(bytes, bigEndian: true).ToString("N");
}

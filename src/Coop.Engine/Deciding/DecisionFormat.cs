using System.Buffers;
using System.Text.Json;

namespace Coop.Engine.Deciding;

/// <summary>A decision as bytes, for whoever keeps it. What is inside is nobody else's business.</summary>
public static class DecisionFormat
{
    public static void Write(Decision decision, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, JsonText.WriterOptions);
        DecisionJson.Write(writer, decision);
    }

    public static byte[] ToBytes(Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        Write(decision, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; anything else is a bug.</summary>
    public static Decision Read(ReadOnlySpan<byte> bytes) => DecisionJson.Read(JsonElement.Parse(bytes));

    /// <summary>What lists show, without reading what was measured.</summary>
    public static DecisionSummary ReadSummary(ReadOnlySpan<byte> bytes) => DecisionSummary.Of(Read(bytes));
}

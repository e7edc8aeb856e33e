using System.Text.Json;

namespace Coop.Plugins.Processes.Connection;

/// <summary>The outside of a JSON-RPC message: who is meant, and where in its bytes the inside is.</summary>
internal readonly struct Envelope
{
    /// <summary>Null for a notification.</summary>
    public long? Id { get; private init; }

    /// <summary>Null for an answer.</summary>
    public string? Method { get; private init; }

    public Range Params { get; private init; }

    public Range Result { get; private init; }

    public Range Error { get; private init; }

    public bool HasResult => !Result.Equals(default);

    public bool HasError => !Error.Equals(default);

    /// <exception cref="BrokenProtocolException">It is no JSON-RPC 2.0 message.</exception>
    public static Envelope Open(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new BrokenProtocolException("A message is no JSON object.");
            }

            var envelope = default(Envelope);
            var isRpc = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("jsonrpc"u8))
                {
                    reader.Read();
                    isRpc = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("2.0"u8);
                }
                else if (reader.ValueTextEquals("id"u8))
                {
                    reader.Read();
                    envelope = envelope with { Id = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) ? id : null };
                }
                else if (reader.ValueTextEquals("method"u8))
                {
                    reader.Read();
                    envelope = envelope with { Method = reader.TokenType == JsonTokenType.String ? reader.GetString() : null };
                }
                else if (reader.ValueTextEquals("params"u8))
                {
                    envelope = envelope with { Params = Value(ref reader) };
                }
                else if (reader.ValueTextEquals("result"u8))
                {
                    envelope = envelope with { Result = Value(ref reader) };
                }
                else if (reader.ValueTextEquals("error"u8))
                {
                    envelope = envelope with { Error = Value(ref reader) };
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            return isRpc && (envelope.Method is not null || envelope.HasResult || envelope.HasError)
                ? envelope
                : throw new BrokenProtocolException("A message is no JSON-RPC 2.0 message.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for half of a surrogate pair in a name or a method.
            throw new BrokenProtocolException("A message is no JSON.", e);
        }
    }

    private static Range Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}

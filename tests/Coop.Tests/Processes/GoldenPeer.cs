using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Coop.Tests.Processes;

/// <summary>
/// Plays the plugin's part of golden messages at the other end of a stream: expects of the host exactly what they have, and answers what they have. Ids are
/// the caller's business, so they are translated.
/// </summary>
internal sealed class GoldenPeer(Stream stream)
{
    private readonly Dictionary<long, long> _idsOfHost = [];

    /// <summary>Plays one exchange; the host's part has to be played meanwhile.</summary>
    public async Task PlayAsync(GoldenExchange exchange, CancellationToken cancellationToken)
    {
        foreach (var message in exchange.Messages)
        {
            if (message.FromHost)
            {
                var received = JsonNode.Parse(await ReceiveAsync(cancellationToken))!;
                if (message is { Method: not null, Id: { } id })
                {
                    _idsOfHost[id] = received["id"]!.GetValue<long>();
                }

                Assert.True(JsonNode.DeepEquals(Translated(message), received), $"{exchange.Name}: expected {Translated(message)}, received {received}");
            }
            else
            {
                await SendAsync(Translated(message).ToJsonString(), cancellationToken);
            }
        }
    }

    public async Task SendAsync(string json, CancellationToken cancellationToken)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(json);
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, body.Length);
        await stream.WriteAsync(header, cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
    }

    public async Task<string> ReceiveAsync(CancellationToken cancellationToken)
    {
        var header = new byte[4];
        await stream.ReadExactlyAsync(header, cancellationToken);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(body);
    }

    private JsonNode Translated(GoldenMessage message)
    {
        var json = JsonNode.Parse(message.Json.GetRawText())!;
        // Requests of the plugin keep their ids; a request of the host, its answer and what refers to it have the host's.
        var isHosts = message.FromHost ? message.Method is not null : message.Method is null;
        if (isHosts && message.Id is { } id && _idsOfHost.TryGetValue(id, out var actual))
        {
            json["id"] = actual;
        }

        if (message.Method is "cancel" or "connection/testStep" && _idsOfHost.TryGetValue(json["params"]!["id"]!.GetValue<long>(), out var referred))
        {
            json["params"]!["id"] = referred;
        }

        return json;
    }
}

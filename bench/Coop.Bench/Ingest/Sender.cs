using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coop.Bench.Ingest;

/// <summary>A connection that posts the same batch over and over, each item with an id of its own, as plainly as possible: what it costs is taken from the server on the same machine.</summary>
internal sealed class Sender : IDisposable
{
    private const string IdMark = "ITEM00000000000000";
    private static long _items;

    private readonly Socket _socket;
    private readonly byte[] _request;
    private readonly int[] _ids;
    private readonly byte[] _answer = new byte[16 * 1024];

    private Sender(Socket socket, byte[] request, int[] ids) => (_socket, _request, _ids) = (socket, request, ids);

    /// <param name="batch">Items in one request.</param>
    public static async Task<Sender> ConnectAsync(Uri address, string apiKey, string typeId, int batch, int itemBytes)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var text = string.Concat(Enumerable.Repeat("some words of a post that is as long as they are, ", itemBytes))[..itemBytes];
        var item = $$$"""{"id":"{{{IdMark}}}","typeId":"{{{typeId}}}","data":{"text":"{{{text}}}"}}""";
        var body = $$"""{"items":[{{string.Join(',', Enumerable.Repeat(item, batch))}}]}""";
        var request = Encoding.ASCII.GetBytes(
            $"POST /api/v1/items/async HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: {apiKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var ids = new int[batch];
        var mark = Encoding.ASCII.GetBytes(IdMark);
        for (var (i, at) = (0, 0); i < batch; i++, at += mark.Length)
        {
            at += request.AsSpan(at).IndexOf(mark);
            ids[i] = at + 4;
        }

        return new Sender(socket, request, ids);
    }

    /// <returns>The status and how long the server asks to wait, in seconds.</returns>
    public async ValueTask<(int Status, int RetryAfter)> PostAsync()
    {
        foreach (var at in _ids)
        {
            Utf8Formatter.TryFormat(Interlocked.Increment(ref _items), _request.AsSpan(at, 14), out _, new System.Buffers.StandardFormat('D', 14));
        }

        await _socket.SendAsync(_request);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            length += read;
            if (read == 0)
            {
                throw new IOException("The server closed the connection: " + Encoding.ASCII.GetString(_answer, 0, length));
            }

            if (Complete(_answer.AsSpan(0, length)) is { } head)
            {
                return (int.Parse(_answer.AsSpan(9, 3), CultureInfo.InvariantCulture), RetryAfter(head));
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static string? Complete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = Encoding.ASCII.GetString(answer[..end]);
        var body = answer[(end + 4)..];
        return Header(head, "Content-Length") is { } length
            ? body.Length >= length ? head : null
            : body.EndsWith("0\r\n\r\n"u8) ? head : null;
    }

    private static int RetryAfter(string head) => Header(head, "Retry-After") ?? 0;

    private static int? Header(string head, string name)
    {
        var at = head.IndexOf("\r\n" + name + ":", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : int.Parse(head[(at + name.Length + 3)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }
}

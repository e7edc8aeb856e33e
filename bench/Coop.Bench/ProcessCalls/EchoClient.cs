using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Coop.Bench.ProcessCalls;

/// <summary>The raw socket: frames of a size to a peer that sends each back, one write each, with so many of them under way. No JSON, no ids, no limits.</summary>
internal static class EchoClient
{
    /// <returns>Frames a second.</returns>
    public static async Task<double> MeasureAsync(int port, int frameSize, int inFlight, TimeSpan duration)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var frame = new byte[frameSize];
        BinaryPrimitives.WriteInt32BigEndian(frame, frameSize - sizeof(int));
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < inFlight; i++)
        {
            await socket.SendAsync(frame);
        }

        var started = TimeProvider.System.GetTimestamp();
        long received = 0;
        long answered = 0;
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            received += await socket.ReceiveAsync(buffer);
            var whole = received / frameSize;
            var due = whole - answered;
            answered = whole;
            for (; due > 0; due--)
            {
                await socket.SendAsync(frame);
            }
        }

        return answered / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}

using System.Buffers;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Server.Api;
using Coop.Server.Errors;

namespace Coop.Server.Bodies;

/// <summary>
/// Reads a body in the room that all bodies have together, and in the time that one has. Room is asked for before the first byte is read: what waits for it, or is refused, takes no memory.
/// </summary>
internal static class ArrivingBody
{
    /// <summary>What is read first of a body that does not say how long it is.</summary>
    private const int FirstPart = 16 * 1024;

    /// <summary>Buffers above it are not kept: they would stay in memory for ever.</summary>
    private const int LargestKept = 1024 * 1024;

    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    public delegate Result<T> Understand<T>(ReadOnlySpan<byte> body);

    /// <param name="understand">Given all of it but the mark of UTF-8 that it may begin with; it is gone when this returns.</param>
    /// <returns>What was understood, and the room it takes until that is disposed.</returns>
    public static async Task<Result<(T Read, Arrival Arrival)>> ReadAsync<T>(
        HttpRequest request, string orgId, ItemFlow flow, TimeProvider time, Understand<T> understand, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Kestrel.LargestBody)
        {
            return HttpProblems.BodyTooLarge(Kestrel.LargestBody);
        }

        var arrived = await flow.ArriveAsync(orgId, request.ContentLength ?? FirstPart, cancellationToken);
        if (!arrived.TryGet(out var arrival))
        {
            return arrived.Problems[0];
        }

        var isRead = false;
        try
        {
            var read = await ReadInTimeAsync(request, arrival, flow, time, understand, cancellationToken);
            isRead = read.TryGet(out var understood);
            return isRead ? (understood!, arrival) : Result<(T, Arrival)>.Refused(read.Problems);
        }
        finally
        {
            if (!isRead)
            {
                arrival.Dispose();
            }
        }
    }

    private static async Task<Result<T>> ReadInTimeAsync<T>(
        HttpRequest request, Arrival arrival, ItemFlow flow, TimeProvider time, Understand<T> understand, CancellationToken cancellationToken)
    {
        using var sending = new SendingTime(flow.Options, time, cancellationToken);
        try
        {
            return await ReadAsync(request, arrival, flow, sending, understand, cancellationToken);
        }
        catch (OperationCanceledException) when (sending.IsOver && !cancellationToken.IsCancellationRequested)
        {
            return sending.TooSlow;
        }
    }

    private static async Task<Result<T>> ReadAsync<T>(
        HttpRequest request, Arrival arrival, ItemFlow flow, SendingTime sending, Understand<T> understand, CancellationToken cancellationToken)
    {
        var buffer = Buffer((int)(request.ContentLength ?? FirstPart));
        try
        {
            var length = 0;
            while (await sending.ReadAsync(request.Body, buffer.AsMemory(length)) is > 0 and var read)
            {
                length += read;
                if (length < buffer.Length || length == request.ContentLength)
                {
                    continue;
                }

                // One more than there may be: then it is seen that there is more.
                var most = (int)Math.Min(length * 2L, Kestrel.LargestBody + 1);
                if (!await arrival.GrowAsync(most, cancellationToken))
                {
                    return flow.NoRoomToRead;
                }

                var larger = Buffer(most);
                buffer.AsSpan(0, length).CopyTo(larger);
                GiveBack(buffer);
                buffer = larger;
            }

            var body = buffer.AsSpan(0, length);
            return understand(body.StartsWith(Mark) ? body[Mark.Length..] : body);
        }
        finally
        {
            GiveBack(buffer);
        }
    }

    // One byte at least, so that the end of an empty body is seen.
    private static byte[] Buffer(int length) => length <= LargestKept ? ArrayPool<byte>.Shared.Rent(Math.Max(1, length)) : GC.AllocateUninitializedArray<byte>(length);

    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length <= LargestKept)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

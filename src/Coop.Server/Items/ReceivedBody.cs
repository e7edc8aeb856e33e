using System.Buffers;
using System.Text.Json;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Server.Api;
using Coop.Server.Errors;

namespace Coop.Server.Items;

/// <summary>A batch that was read, and the room it takes. Room is asked for before the first byte is read: what waits for it, or is refused, takes no memory.</summary>
internal sealed class ReceivedBody : IDisposable
{
    /// <summary>What is read first of a body that does not say how long it is.</summary>
    private const int FirstPart = 16 * 1024;

    /// <summary>Buffers above it are not kept: they would stay in memory for ever.</summary>
    private const int LargestKept = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Arrival _arrival;

    private ReceivedBody(Arrival arrival, SubmissionBatch batch) => (_arrival, Batch) = (arrival, batch);

    public SubmissionBatch Batch { get; }

    public void Dispose() => _arrival.Dispose();

    public static async Task<Result<ReceivedBody>> ReadAsync(HttpRequest request, string orgId, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
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

        ReceivedBody? received = null;
        try
        {
            var read = await ReadInTimeAsync(request, arrival, flow, time, cancellationToken);
            if (!read.TryGet(out var batch))
            {
                return Result<ReceivedBody>.Refused(read.Problems);
            }

            return received = new ReceivedBody(arrival, batch);
        }
        finally
        {
            if (received is null)
            {
                arrival.Dispose();
            }
        }
    }

    /// <summary>The server's own least pace is per connection and a trickle; this holds for every way in which a body can come, over HTTP/2 and in chunks too.</summary>
    private static async Task<Result<SubmissionBatch>> ReadInTimeAsync(HttpRequest request, Arrival arrival, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(flow.LongestSending, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ReadAsync(request, arrival, flow, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (HttpProtocol.IsHttp11(request.Protocol))
            {
                // The rest of the body would have to be waited for before the connection can be used again.
                request.HttpContext.Response.Headers.Connection = "close";
            }

            return HttpProblems.BodyTooSlow(flow.LongestSending);
        }
    }

    private static async Task<Result<SubmissionBatch>> ReadAsync(HttpRequest request, Arrival arrival, ItemFlow flow, CancellationToken cancellationToken)
    {
        var buffer = Buffer((int)(request.ContentLength ?? FirstPart));
        try
        {
            var length = 0;
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
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

            return length == 0 ? HttpProblems.MissingBody : Parse(buffer.AsSpan(0, length));
        }
        finally
        {
            GiveBack(buffer);
        }
    }

    /// <summary>As JSON first, so that every mistake is told and not only the first.</summary>
    private static Result<SubmissionBatch> Parse(ReadOnlySpan<byte> body)
    {
        var mark = "\uFEFF"u8;
        var json = body.StartsWith(mark) ? body[mark.Length..] : body;
        try
        {
            return SubmissionBatch.Read(JsonElement.Parse(json, Strict));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Mistake(json);
        }
    }

    private static Problem Mistake(ReadOnlySpan<byte> json)
    {
        if (JsonSyntax.MistakeIn(json) is { } mistake)
        {
            return HttpProblems.MalformedJson(mistake);
        }

        try
        {
            return RepeatedMember.In(JsonElement.Parse(json)) is { } repeated ? HttpProblems.Repeated(repeated) : HttpProblems.NameIsNoText;
        }
        catch (InvalidOperationException)
        {
            // To find members that are there twice their names are read, and half a surrogate pair is no text.
            return HttpProblems.NameIsNoText;
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

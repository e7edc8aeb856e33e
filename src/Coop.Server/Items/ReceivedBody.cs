using System.Text.Json;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Server.Bodies;
using Coop.Server.Errors;

namespace Coop.Server.Items;

/// <summary>A batch that was read, and the room it takes.</summary>
internal sealed class ReceivedBody : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Arrival _arrival;

    private ReceivedBody(Arrival arrival, SubmissionBatch batch) => (_arrival, Batch) = (arrival, batch);

    public SubmissionBatch Batch { get; }

    public void Dispose() => _arrival.Dispose();

    public static async Task<Result<ReceivedBody>> ReadAsync(HttpRequest request, string orgId, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await ArrivingBody.ReadAsync(request, orgId, flow, time, static body => body.IsEmpty ? HttpProblems.MissingBody : Parse(body), cancellationToken);
        return read.TryGet(out var batch) ? new ReceivedBody(batch.Arrival, batch.Read) : Result<ReceivedBody>.Refused(read.Problems);
    }

    /// <summary>As JSON first, so that every mistake is told and not only the first.</summary>
    private static Result<SubmissionBatch> Parse(ReadOnlySpan<byte> json)
    {
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
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Server.Errors;

namespace Coop.Server.Items;

/// <summary>
/// <c>{ decisions: [{ id?, submissionId?, item: { id, typeId }, ran, rules, notRun, actions, reviews }] }</c>, in the order of the posted items. The first two are
/// there when the decision is stored.
/// </summary>
internal sealed class DecisionsAnswer(IReadOnlyList<Answered> answered, bool allRules) : IResult
{
    /// <summary>In seconds.</summary>
    private const string AskAgainAfter = "10";

    private const string Ask = "ask /api/v1/admin/decisions?itemId=… after the time in Retry-After";
    private const string LogHasIt = "The server's log has the cause.";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var undecided = answered.Where(each => each.Decision is null).GroupBy(each => each.Why).OrderBy(group => group.Key).ToList();
        if (undecided.Count > 0)
        {
            await AskLaterAsync(httpContext, string.Join(' ', undecided.Select(group => Words(group.Key, $"{group.Count()} of {answered.Count}"))));
            return;
        }

        var explanations = httpContext.RequestServices.GetRequiredService<DecisionExplanations>();
        IReadOnlyList<Decision> made = [.. answered.Select(each => each.Decision!)];
        IReadOnlyList<IReadOnlyList<ExplainedRule>> rules;
        try
        {
            rules = made.Count == 0 ? [] : await explanations.ExplainAsync(made[0].OrgId, made, allRules, httpContext.RequestAborted);
        }
        catch (StorageUnavailableException) when (made.Any(decision => decision.SubmissionId is not null))
        {
            await AskLaterAsync(httpContext, $"They are decided, but what explains their decisions cannot be read now: {Ask}. {LogHasIt}");
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("decisions");
            foreach (var (index, decision) in made.Index())
            {
                Write(writer, decision, rules[index]);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        await Results.Bytes(buffer.WrittenMemory, "application/json; charset=utf-8").ExecuteAsync(httpContext);
    }

    private static void Write(Utf8JsonWriter writer, Decision decision, IReadOnlyList<ExplainedRule> rules)
    {
        writer.WriteStartObject();
        if (decision.SubmissionId is { } submissionId)
        {
            writer.WriteString("id", decision.Id);
            writer.WriteString("submissionId", submissionId);
        }

        writer.WriteStartObject("item");
        writer.WriteString("id", decision.ItemId);
        writer.WriteString("typeId", decision.ItemTypeId);
        writer.WriteEndObject();
        writer.WriteNumber("ran", decision.Ran);
        DecisionJson.WriteRules(writer, rules);
        writer.WriteStartArray("notRun");
        foreach (var rule in decision.NotRun)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.RuleId);
            writer.WriteString("reason", WireNames.Of(rule.Reason));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        DecisionJson.WriteActions(writer, decision.Actions);
        writer.WriteStartArray("reviews");
        foreach (var review in decision.Reviews)
        {
            writer.WriteStartObject();
            writer.WriteString("ruleId", review.RuleId);
            writer.WriteString("reason", review.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Words(Undecided why, string these) => why switch
    {
        Undecided.TriedAgain => $"{these} could not be decided now and are tried again by the queue: {Ask}. {LogHasIt}",
        Undecided.Parked => $"{these} could not be decided and are parked: /api/v1/admin/submissions/parked has the reason, and puts them back on the queue when it is mended.",
        Undecided.Stopping => $"{these} are decided when the server, which is being stopped, runs again: {Ask}.",
        Undecided.Already => $"{these} were decided already, and what was decided cannot be read now: {Ask}.",
        Undecided.LaterFormat => $"{these} were decided by a server of a later version, whose decisions this one cannot read: ask there, or upgrade this server.",
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "A reason without words."),
    };

    private static Task AskLaterAsync(HttpContext httpContext, string why)
    {
        httpContext.Response.Headers.RetryAfter = AskAgainAfter;
        return Refused.WriteAsync(httpContext, [new ErrorView(
            StatusCodes.Status503ServiceUnavailable, ["/errors/service-unavailable"], "Accepted, but not decided yet", SubmissionCodes.Undecided.Name,
            $"The items are stored; do not send them again. {why}", null, httpContext.TraceIdentifier)]);
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Deciding;
using Coop.Engine.Submissions;
using Coop.Server.Errors;

namespace Coop.Server.Items;

/// <summary>
/// <c>{ decisions: [{ id?, submissionId?, item: { id, typeId }, ran, rules, notRun, actions, reviews }] }</c>, in the order of the posted items. The first two are
/// there when the decision is stored.
/// </summary>
internal sealed class DecisionsAnswer(IReadOnlyList<Decision?> decisions, bool allRules) : IResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var undecided = decisions.Count(decision => decision is null);
        if (undecided > 0)
        {
            await Refused.WriteAsync(httpContext, [Undecided(undecided, decisions.Count, httpContext.TraceIdentifier)]);
            return;
        }

        var explanations = httpContext.RequestServices.GetRequiredService<DecisionExplanations>();
        IReadOnlyList<Decision> made = [.. decisions.OfType<Decision>()];
        var rules = made.Count == 0 ? [] : await explanations.ExplainAsync(made[0].OrgId, made, allRules, httpContext.RequestAborted);
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

    private static ErrorView Undecided(int undecided, int all, string requestId) => new(
        StatusCodes.Status503ServiceUnavailable, ["/errors/internal-server-error"], "Accepted, but not decided yet", SubmissionCodes.Undecided.Name,
        $"The items are stored; do not send them again. {undecided} of {all} could not be decided now and are tried again by the queue: ask "
        + "/api/v1/admin/decisions?itemId=… later. The server's log has the cause.", null, requestId);
}

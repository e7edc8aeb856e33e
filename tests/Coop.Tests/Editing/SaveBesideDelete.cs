using System.Net;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Editing;

/// <summary>A rule that uses something is saved while somebody deletes that: whatever comes of it, both never happen.</summary>
internal static class SaveBesideDelete
{
    private const string Root = "/api/v1/admin/";

    public static string[] Kinds { get; } = ["actions", "policies", "item-types", "banks"];

    /// <param name="saver">Who saves the rule, at one server.</param>
    /// <param name="deleter">Who deletes what it uses, at the same server or at another one on the same data.</param>
    /// <returns>How often the rule was saved; all other times what it would use was deleted.</returns>
    public static async Task<int> RunAsync(string kind, int times, HttpClient saver, HttpClient deleter, string seed)
    {
        var random = new Random(seed.Sum(letter => letter));
        var type = await saver.CreateAsync(Root + "item-types", Named($"Of {kind} {seed}", """, "kind": "CONTENT", "fields": [ { "name": "text", "type": "STRING" } ] """));
        var saved = 0;
        for (var each = 0; each < times; each++)
        {
            var used = await saver.CreateAsync(Root + kind, Draft(kind, $"{kind} {seed} {each}"));
            var rule = Rule(kind, $"Rule of {kind} {seed} {each}", type, used);

            // Neither is always first, and whoever is second looks at it up to three times before. Saving takes longer, and would hardly ever win against a delete that began with it.
            var (savesFirst, looks) = (random.Next(2) == 0, random.Next(4));
            var first = savesFirst ? Save() : Delete();
            for (; looks > 0; looks--)
            {
                using var seen = await (savesFirst ? deleter : saver).Get($"{Root}{kind}/{used}");
            }

            var second = savesFirst ? Delete() : Save();
            using var ruleAnswer = await (savesFirst ? first : second);
            using var deleteAnswer = await (savesFirst ? second : first);

            var isSaved = ruleAnswer.StatusCode == HttpStatusCode.Created;
            var isDeleted = deleteAnswer.StatusCode == HttpStatusCode.NoContent;
            Assert.True(isSaved != isDeleted, $"{kind} {each}: saved {(int)ruleAnswer.StatusCode}, deleted {(int)deleteAnswer.StatusCode}");
            using var still = await deleter.Get($"{Root}{kind}/{used}");
            Assert.Equal(isSaved ? HttpStatusCode.OK : HttpStatusCode.NotFound, still.StatusCode);
            if (isSaved)
            {
                saved++;
                Assert.Equal("resource.in-use", (await deleteAnswer.JsonAsync()).FirstCode());
                await saver.Delete($"{Root}rules/{(await ruleAnswer.JsonAsync()).GetProperty("id").GetString()}").ExpectAsync(HttpStatusCode.NoContent);
            }
            else
            {
                Assert.Equal(HttpStatusCode.BadRequest, ruleAnswer.StatusCode);
            }

            Task<HttpResponseMessage> Save() => saver.PostJsonAsync(Root + "rules", rule);

            Task<HttpResponseMessage> Delete() => deleter.Delete($"{Root}{kind}/{used}");
        }

        return saved;
    }

    private static string Named(string name, string more) => $$"""{ "name": {{JsonSerializer.Serialize(name)}} {{more}} }""";

    private static string Draft(string kind, string name) => Named(name, kind switch
    {
        "actions" => """, "type": "ENQUEUE_TO_MRT" """,
        "policies" => "",
        "banks" => """, "type": "STRING", "strings": [ "free money" ] """,
        _ => """, "kind": "CONTENT", "fields": [ { "name": "text", "type": "STRING" } ] """,
    });

    private static string Rule(string kind, string name, string type, string used)
    {
        var on = kind == "item-types" ? used : type;
        var plain = """{ "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" }, "comparator": "IS_NOT_PROVIDED" }""";
        var condition = kind == "banks"
            ? $$"""
                { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" }, "signal": { "id": "{\"type\":\"TEXT_MATCHING_CONTAINS_TEXT\"}", "type": "TEXT_MATCHING_CONTAINS_TEXT" },
                  "matchingValues": { "textBankIds": [ "{{used}}" ] } }
                """
            : plain;
        return Named(name, $$"""
            , "status": "LIVE", "itemTypeIds": [ "{{on}}" ], "conditions": { "conjunction": "AND", "conditions": [ {{condition}} ] },
              "actions": [ {{(kind == "actions" ? $$"""{ "actionId": "{{used}}" }""" : "")}} ], "policyIds": [ {{(kind == "policies" ? $"\"{used}\"" : "")}} ]
            """);
    }
}

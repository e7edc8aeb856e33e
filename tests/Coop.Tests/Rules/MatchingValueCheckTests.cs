using System.Net;
using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Tests.Server;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>What a signal cannot match against is found out when a rule is saved, and not by the items.</summary>
public sealed class MatchingValueCheckTests(FirstPartyServer fixture) : IClassFixture<FirstPartyServer>
{
    private const string Rules = "/api/v1/admin/rules";

    [Theory]
    [InlineData("LIVE", "TEXT_MATCHING_CONTAINS_REGEX")]
    [InlineData("DRAFT", "TEXT_MATCHING_NOT_CONTAINS_REGEX")]
    public async Task Every_pattern_that_cannot_be_used_is_named_with_what_is_wrong_with_it(string status, string signal)
    {
        var (org, type) = await OrgAsync();

        var refused = await org.Admin.PostJsonAsync(Rules, Draft(type, status, signal, "good", "(", "a+", "(?=a)b")).ExpectAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/conditions/conditions/0/matchingValues/strings/1", "/conditions/conditions/0/matchingValues/strings/3"], refused.Pointers());
        Assert.Equal("rule.matching-values-invalid", refused.FirstCode());
        Assert.Equal(@"The pattern `(` is wrong at character 1: this ( is never closed. Add the ), or write \( for the character itself.", refused.FirstDetail());
        Assert.Contains("look-ahead", refused.GetProperty("errors")[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
        await org.Admin.PostJsonAsync(Rules, Draft(type, status, signal, "good", "a+")).ExpectAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_pattern_far_down_a_long_list_is_named_by_its_place_beside_every_other_mistake()
    {
        var (org, type) = await OrgAsync();
        var draft = Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_REGEX", [.. Enumerable.Range(0, 2_100).Select(number => number == 2_050 ? ")" : $"word{number}")]);

        var refused = await org.Admin.PostJsonAsync(Rules, draft.Replace("\"Pattern\"", "\"\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/name", "/conditions/conditions/0/matchingValues/strings/2050"], refused.Pointers());
    }

    [Fact]
    public async Task A_rule_that_was_saved_before_anybody_asked_still_runs_and_can_be_stopped_but_not_saved_live_again()
    {
        var (org, type) = await OrgAsync();
        var made = await org.Admin.PostJsonAsync(Rules, Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_REGEX", "good")).ExpectAsync(HttpStatusCode.Created);
        var id = made.GetProperty("id").GetString()!;
        var rules = fixture.Server.Get<ISettingStore<Rule>>();
        var stored = (await rules.FindAsync(org.Id, id, TestContext.Current.CancellationToken))!.Value;
        var broken = Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_REGEX", "(");
        await rules.PutAsync(stored with { Conditions = ConditionJson.Read(JsonElement.Parse(broken).GetProperty("conditions")).Value });

        await org.Admin.Get($"{Rules}/{id}").ExpectAsync(HttpStatusCode.OK);
        await org.Admin.PutJsonAsync($"{Rules}/{id}", broken).ExpectAsync(HttpStatusCode.BadRequest);
        await org.Admin.PutJsonAsync($"{Rules}/{id}", broken.Replace("LIVE", "DRAFT", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_patterns_that_cannot_be_used_twenty_are_told()
    {
        var (org, type) = await OrgAsync();
        var refused = await org.Admin.PostJsonAsync(Rules, Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_REGEX", [.. Enumerable.Repeat("(", 3_000)])).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(20, refused.Pointers().Length);
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("(?:", 100_000)]
    [InlineData("(a|b", 2_000)]
    [InlineData("(a*b", 2_000)]
    public async Task Groups_within_groups_end_nobody(string opening, int depth)
    {
        var (org, type) = await OrgAsync();
        var pattern = string.Concat(Enumerable.Repeat(opening, depth)) + "word" + new string(')', depth);
        HttpStatusCode[] sound = [HttpStatusCode.Created, HttpStatusCode.BadRequest];

        using var rule = await org.Admin.PostJsonAsync(Rules, Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_REGEX", pattern));
        using var bank = await org.Admin.PostJsonAsync("/api/v1/admin/banks", $$"""{ "name": "Deep", "type": "REGEX", "strings": [ "{{pattern}}" ] }""");

        Assert.Contains(rule.StatusCode, sound);
        Assert.Contains(bank.StatusCode, sound);
        // Compiling it may take longer than a sender is kept waiting.
        await Eventually.SeeAsync(async () =>
        {
            using var answer = await new Moderation(org).PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item("a", type, "word")}}] }""");
            return answer.StatusCode;
        }, status => status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\")]
    public async Task A_pattern_that_would_take_the_memory_of_all_is_refused_in_rules_and_banks(string before)
    {
        var (org, type) = await OrgAsync();
        var wide = string.Concat(Enumerable.Range(0, 201).Select(i => before + (char)(0x2190 + i)));
        var given = JsonSerializer.Serialize((string[])["good", wide]);
        string Rule(string strings) => Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_REGEX", "a").Replace("[\"a\"]", strings, StringComparison.Ordinal);
        string Bank(string strings) => $$"""{ "name": "Wide", "type": "REGEX", "strings": {{strings}} }""";

        var rule = await org.Admin.PostJsonAsync(Rules, Rule(given)).ExpectAsync(HttpStatusCode.BadRequest);
        var bank = await org.Admin.PostJsonAsync("/api/v1/admin/banks", Bank(given)).ExpectAsync(HttpStatusCode.BadRequest);

        Assert.Equal(("/conditions/conditions/0/matchingValues/strings/1", "/strings/1"), (rule.Pointers()[0], bank.Pointers()[0]));
        Assert.All([rule, bank], refused => Assert.Contains("more than 200 different characters, classes and categories beyond ASCII", refused.FirstDetail(), StringComparison.Ordinal));
        var sound = JsonSerializer.Serialize((string[])["good", wide[..(100 * (1 + before.Length))]]);
        await org.Admin.PostJsonAsync(Rules, Rule(sound)).ExpectAsync(HttpStatusCode.Created);
        await org.Admin.PostJsonAsync("/api/v1/admin/banks", Bank(sound)).ExpectAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("\"matchingValues\": { \"strings\": [MANY] }", "1")]
    [InlineData("\"matchingValues\": { \"textBankIds\": [MANY] }", "\"none\"")]
    [InlineData("\"matchingValues\": { \"strings\": [\"a\"], MEMBERS }", "1")]
    public async Task Of_mistakes_without_number_twenty_are_found(string part, string each)
    {
        var (org, type) = await OrgAsync();
        var many = part.Replace("MANY", string.Join(',', Enumerable.Repeat(each, 1_000)), StringComparison.Ordinal)
            .Replace("MEMBERS", string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"m{i}\": 1")), StringComparison.Ordinal);
        var draft = Draft(type, "LIVE", "TEXT_MATCHING_CONTAINS_TEXT", "a").Replace("\"matchingValues\": { \"strings\": [\"a\"] }", many, StringComparison.Ordinal);

        var refused = await org.Admin.PostJsonAsync(Rules, draft).ExpectAsync(HttpStatusCode.BadRequest);

        Assert.InRange(refused.Pointers().Length, 20, 21);
    }

    private async Task<(TestOrg Org, string Type)> OrgAsync()
    {
        var moderation = new Moderation(await fixture.Server.CreateOrgAsync());
        return (moderation.Org, await moderation.PostTypeAsync());
    }

    private static string Draft(string type, string status, string signal, params string[] patterns) => $$"""
        { "name": "Pattern", "status": "{{status}}", "itemTypeIds": [ "{{type}}" ], "conditions": { "conjunction": "AND", "conditions": [ {
            "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" }, "signal": { "id": "{\"type\":\"{{signal}}\"}", "type": "{{signal}}" },
            "matchingValues": { "strings": {{JsonSerializer.Serialize(patterns)}} } } ] } }
        """;
}

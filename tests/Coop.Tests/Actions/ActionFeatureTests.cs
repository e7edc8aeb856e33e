using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Engine.Uses;
using Coop.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Actions;

/// <summary>What holds for an action whatever door it comes through.</summary>
public sealed class ActionFeatureTests
{
    private static readonly Actor Ada = new("org-1", "ada", Role.Admin);
    private const string Secret = "Bearer s3cr3t-4711";

    public static TheoryData<string> Unkeepable => [@"{""a"":""\ud800""}", @"{""\udc00"":1}", $$"""{"a":{{new string('[', 50)}}{{new string(']', 50)}}}"""];

    [Theory, MemberData(nameof(Unkeepable))]
    public async Task A_body_that_could_never_be_read_back_is_refused(string body)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var saved = await Feature(room).CreateAsync(Ada, Webhook() with { CallbackBody = JsonElement.Parse(body) }, StoreRoom.Cancel);
        Assert.Equal("/callbackBody", Assert.Single(saved.Problems).Pointer);
    }

    [Fact]
    public async Task A_default_that_could_never_be_read_back_is_refused()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var parameter = new ActionParameterDraft { Name = "p", Type = "STRING", DefaultValue = JsonElement.Parse("\"\\ud800\"") };
        var saved = await Feature(room).CreateAsync(Ada, Webhook() with { Parameters = [parameter] }, StoreRoom.Cancel);
        Assert.Equal("/parameters/0/defaultValue", Assert.Single(saved.Problems).Pointer);
    }

    [Fact]
    public async Task Texts_without_end_are_refused()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var saved = await Feature(room).CreateAsync(
            Ada,
            Webhook(new() { [new string('n', 257)] = "v" }) with
            {
                CallbackUrl = "https://platform.example/" + new string('u', 2_000),
                CallbackBody = JsonSerializer.SerializeToElement(new { text = new string('b', ActionFeature.LongestBody) }),
                Parameters = [new ActionParameterDraft { Name = "p", Type = "STRING" }],
            },
            StoreRoom.Cancel);
        Assert.Equal(["/callbackUrl", "/callbackBody", "/callbackHeaders/" + new string('n', 257)], saved.Problems.Select(problem => problem.Pointer));
        var longDefault = new ActionParameterDraft { Name = "p", Type = "STRING", DefaultValue = JsonSerializer.SerializeToElement(new string('d', 10_001)) };
        var other = await Feature(room).CreateAsync(Ada, Webhook() with { Parameters = [longDefault] }, StoreRoom.Cancel);
        Assert.Equal("/parameters/0/defaultValue", Assert.Single(other.Problems).Pointer);
    }

    [Fact]
    public async Task A_saved_header_is_kept_by_its_mask_and_lies_nowhere_in_clear()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var made = (await Feature(room).CreateAsync(Ada, Webhook(new() { ["authorization"] = Secret }), StoreRoom.Cancel)).Value;

        var kept = await Feature(room).ReplaceAsync(
            Ada, made.Value.Id,
            Webhook(new() { ["x-tenant"] = "seven" }) with { CallbackHeaders = Given(new() { ["x-tenant"] = "seven" }).Append(KeyValuePair.Create("authorization", SecretMask.Json)).ToDictionary() },
            expectedVersion: null, StoreRoom.Cancel);
        Assert.Equal((Secret, "seven"), (kept.Value.Value.CallbackHeaders["authorization"], kept.Value.Value.CallbackHeaders["x-tenant"]));

        await using var later = await room.ReopenAsync();
        Assert.Equal(Secret, (await Feature(later).FindAsync("org-1", made.Value.Id, StoreRoom.Cancel)).Value.Value.CallbackHeaders["authorization"]);
        await using var db = room.Db();
        var stored = await db.Database.SqlQuery<string>($"SELECT content AS Value FROM settings WHERE id = {made.Value.Id}").SingleAsync(StoreRoom.Cancel);
        Assert.Contains("authorization", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mask_keeps_nothing_where_nothing_is_saved()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var draft = Webhook() with { CallbackHeaders = new Dictionary<string, JsonElement> { ["authorization"] = SecretMask.Json } };
        var refused = await Feature(room).CreateAsync(Ada, draft, StoreRoom.Cancel);
        Assert.Equal(("webhook.header-value", "/callbackHeaders/authorization"), (refused.Problems[0].Code, refused.Problems[0].Pointer));
    }

    [Theory]
    [InlineData("https://elsewhere.example/hook")]
    [InlineData("http://platform.example/hook")]
    [InlineData("https://platform.example:8443/hook")]
    [InlineData("https://platform.example.elsewhere.example/hook")]
    public async Task A_saved_header_does_not_go_to_another_place(string url)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var feature = Feature(room);
        var made = (await feature.CreateAsync(Ada, Webhook(new() { ["authorization"] = Secret }), StoreRoom.Cancel)).Value;
        var masked = Webhook() with { CallbackUrl = url, CallbackHeaders = new Dictionary<string, JsonElement> { ["authorization"] = SecretMask.Json } };

        foreach (var refused in new[]
        {
            (await feature.PreviewAsync("org-1", made.Value.Id, masked, StoreRoom.Cancel)).Problems,
            (await feature.ReplaceAsync(Ada, made.Value.Id, masked, expectedVersion: null, StoreRoom.Cancel)).Problems,
            (await feature.ReplaceAsync(Ada, made.Value.Id, masked, expectedVersion: made.Version, StoreRoom.Cancel)).Problems,
        })
        {
            var problem = Assert.Single(refused);
            Assert.Equal(("webhook.header-elsewhere", "/callbackHeaders/authorization"), (problem.Code, problem.Pointer));
        }

        var typed = await feature.PreviewAsync("org-1", made.Value.Id, Webhook(new() { ["authorization"] = "again" }) with { CallbackUrl = url }, StoreRoom.Cancel);
        Assert.Equal("again", typed.Value.CallbackHeaders["authorization"]);
        Assert.Empty((await feature.ReplaceAsync(Ada, made.Value.Id, Webhook() with { CallbackUrl = url }, expectedVersion: null, StoreRoom.Cancel)).Problems);
    }

    [Fact]
    public async Task A_saved_header_goes_on_to_another_path_of_its_place()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var made = (await Feature(room).CreateAsync(Ada, Webhook(new() { ["authorization"] = Secret }), StoreRoom.Cancel)).Value;
        var masked = Webhook() with { CallbackUrl = "HTTPS://Platform.Example:443/other?q=1", CallbackHeaders = new Dictionary<string, JsonElement> { ["authorization"] = SecretMask.Json } };

        Assert.Equal(Secret, (await Feature(room).PreviewAsync("org-1", made.Value.Id, masked, StoreRoom.Cancel)).Value.CallbackHeaders["authorization"]);
    }

    [Fact]
    public async Task A_header_saved_before_values_were_encrypted_is_read_as_it_is()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var made = (await Feature(room).CreateAsync(Ada, Webhook(new() { ["authorization"] = Secret }), StoreRoom.Cancel)).Value;
        await using var db = room.Db();
        await db.Database.ExecuteSqlAsync($"UPDATE settings SET content = json_set(content, '$.callbackHeaders.authorization', 'old') WHERE id = {made.Value.Id}", StoreRoom.Cancel);

        Assert.Equal("old", (await Feature(room).FindAsync("org-1", made.Value.Id, StoreRoom.Cancel)).Value.Value.CallbackHeaders["authorization"]);
    }

    private static ActionDraft Webhook(Dictionary<string, string>? headers = null) => new()
    {
        Name = "Hide",
        Type = "CUSTOM_ACTION",
        CallbackUrl = "https://platform.example/hook",
        CallbackHeaders = headers is null ? null : Given(headers),
    };

    private static Dictionary<string, JsonElement> Given(Dictionary<string, string> headers) => headers.ToDictionary(header => header.Key, header => JsonSerializer.SerializeToElement(header.Value));

    private static ActionFeature Feature(StoreRoom room) => new(room.Get<ISettingStore<ModerationAction>>(), room.Get<IUses>(), room.Time);
}

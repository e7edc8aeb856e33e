using System.Collections.Concurrent;
using System.Text;
using Coop.Engine.Actions;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Storage.Integrations;
using Coop.Storage.Settings;
using Coop.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Coop.Tests.Storage;

public sealed class SecretTests
{
    private const string Marker = "S3cr3t-marker-4711";
    private static readonly HashSet<string> Secret = ["apiKey"];

    [Fact]
    public async Task No_secret_reaches_the_database_files()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.Get<IOrgStore>().CreateAsync(Examples.NewOrg("org-1") with { SigningKeys = new(Marker + "-private", "public") }, StoreRoom.Cancel);
        await SaveAsync(room, $$"""{ "apiKey": "{{Marker}}", "region": "visible-region" }""");
        await SaveAsync(room, $$"""{ "apiKey": "{{Marker}}-2", "region": "visible-region" }""");
        var headers = new Dictionary<string, string> { ["x-visible-header"] = Marker + "-header" };
        Assert.Empty((await room.Get<ISettingStore<ModerationAction>>().PutAsync(Examples.Action("org-1") with { CallbackHeaders = headers })).Problems);
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var decision = Examples.Decision(item.Submission, Examples.Triggered("x"));
        await room.Get<IDecisionLog>().CommitAsync(Examples.Commit(item, decision, [Examples.Webhook("x") with { Address = new WebhookAddress("https://platform.example/hook", headers) }]), StoreRoom.Cancel);

        var bytes = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(room.Options.DataDirectory, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            bytes.Append(await reader.ReadToEndAsync(StoreRoom.Cancel));
        }

        Assert.Contains("visible-region", bytes.ToString(), StringComparison.Ordinal);
        Assert.Contains("x-visible-header", bytes.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, bytes.ToString(), StringComparison.Ordinal);
        Assert.Equal(Marker + "-private", (await room.Get<IOrgStore>().FindSigningKeysAsync("org-1", StoreRoom.Cancel))?.PrivateKeyPem);
        var receiver = Assert.Single(await room.Get<IOutbox>().WaitingAsync(StoreRoom.Cancel)).Key;
        Assert.Equal(headers, Assert.Single(await room.Get<IOutbox>().ClaimAsync([new ReceiverShare(receiver, 9)], TimeSpan.FromSeconds(30), StoreRoom.Cancel)).Message.Address.Headers);
    }

    [Fact]
    public async Task A_configuration_comes_back_as_it_was_saved_also_after_a_restart()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        const string Config = """{"apiKey":"k \" ü","n":1.50,"list":[1,{"a":null}],"deep":{"x":true}}""";
        await SaveAsync(room, Config);

        await using var restarted = await room.ReopenAsync();
        var saved = await Configs(restarted).FindAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel);

        Assert.Equal(Config, saved?.Value.Json.GetRawText());
        Assert.Equal((3, StoreRoom.Start), (saved?.Value.SchemaVersion, saved?.ChangedAt));
        var configured = Assert.Single(await Configs(restarted).ListValuesAsync("org-1", StoreRoom.Cancel));
        Assert.Equal("SOME_INTEGRATION", configured.Id);
        Assert.Empty(configured.UnreadableSecrets);
    }

    [Fact]
    public async Task Another_organisation_or_integration_reads_nothing()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        await SaveAsync(room, """{"apiKey":"k"}""");
        var store = room.Get<IIntegrationConfigStore>();

        Assert.Empty((await store.GetAsync("org-2", "SOME_INTEGRATION", StoreRoom.Cancel)).Json.EnumerateObject());
        Assert.Empty((await store.GetAsync("org-1", "OTHER_INTEGRATION", StoreRoom.Cancel)).Json.EnumerateObject());
        Assert.Null(await Configs(room).FindAsync("org-2", "SOME_INTEGRATION", StoreRoom.Cancel));
        Assert.Empty(await Configs(room).ListAsync("org-2", StoreRoom.Cancel));
        Assert.NotEmpty((await Configs(room).RemoveAsync("org-2", "SOME_INTEGRATION")).Problems);
        Assert.NotNull(await Configs(room).FindAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_secret_moved_into_another_organisations_row_does_not_decrypt_there()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        await SaveAsync(room, """{"apiKey":"k"}""");
        await using var db = room.Db();
        await db.Set<IntegrationConfigRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.OrgId, "org-2"), StoreRoom.Cancel);

        await Assert.ThrowsAsync<UnreadableSecretException>(() => room.Get<IIntegrationConfigStore>().GetAsync("org-2", "SOME_INTEGRATION", StoreRoom.Cancel).AsTask());
    }

    [Fact]
    public async Task Lost_keys_are_told_with_what_to_do_and_the_rest_is_still_there()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await SaveAsync(room, """{"apiKey":"k","region":"eu"}""");
        foreach (var key in Directory.EnumerateFiles(room.Options.KeysDirectory))
        {
            File.Delete(key);
        }

        await using var restarted = await room.ReopenAsync();
        var store = restarted.Get<IIntegrationConfigStore>();
        var refused = await Assert.ThrowsAsync<UnreadableSecretException>(() => store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel).AsTask());
        var found = await Configs(restarted).FindValueAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel);

        Assert.Contains("'apiKey'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(restarted.Options.KeysDirectory, refused.Message, StringComparison.Ordinal);
        Assert.Contains("save the value again", refused.Message, StringComparison.Ordinal);
        Assert.Equal("""{"region":"eu"}""", found?.Json.GetRawText());
        Assert.Equal(["apiKey"], found?.UnreadableSecrets);
        Assert.Equal(["apiKey"], Assert.Single(await Configs(restarted).ListValuesAsync("org-1", StoreRoom.Cancel)).UnreadableSecrets);
        await Assert.ThrowsAsync<UnreadableSecretException>(() => restarted.Get<IOrgStore>().FindSigningKeysAsync("org-1", StoreRoom.Cancel));

        await SaveAsync(restarted, """{"apiKey":"new","region":"eu"}""");
        Assert.Equal("new", (await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel)).GetString("apiKey"));
    }

    [Theory]
    [InlineData("tampered")]
    [InlineData("")]
    public async Task A_tampered_secret_is_unreadable(string stored)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await SaveAsync(room, """{"apiKey":"k"}""");
        await using var db = room.Db();
        var config = $$"""{"apiKey":"{{stored}}"}""";
        await db.Set<IntegrationConfigRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Config, config), StoreRoom.Cancel);

        await Assert.ThrowsAsync<UnreadableSecretException>(() => room.Get<IIntegrationConfigStore>().GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel).AsTask());
    }

    [Fact]
    public async Task Every_change_is_audited_with_names_and_without_values()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await SaveAsync(room, """{"apiKey":"one","region":"eu","same":[1]}""", "anna");
        room.Time.Advance(TimeSpan.FromHours(1));
        await SaveAsync(room, """{"apiKey":"two","added":1,"same":[1]}""", "bert");
        Assert.Empty((await Configs(room).RemoveAsync("org-1", "SOME_INTEGRATION")).Problems);

        await using var db = room.Db();
        var changes = await db.Set<SettingChangeRow>().Where(row => row.Kind == SettingKind.IntegrationConfig).OrderBy(row => row.Sequence).ToListAsync(StoreRoom.Cancel);

        Assert.Equal(
            [
                ("anna", SettingChangeKind.Created, "[]", StoreRoom.Start),
                ("bert", SettingChangeKind.Saved, """["added","apiKey","region"]""", StoreRoom.Start.AddHours(1)),
                ("tester", SettingChangeKind.Deleted, "[]", StoreRoom.Start.AddHours(1)),
            ],
            changes.Select(change => (change.ChangedBy, change.Change, change.Members, change.ChangedAt)));
        Assert.All(changes, change => Assert.Null(change.Content));
    }

    [Fact]
    public async Task A_save_is_announced_and_seen_by_the_next_read()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var store = room.Get<IIntegrationConfigStore>();
        var announced = new List<(string, string)>();
        store.Changed += (org, integration) => announced.Add((org, integration));
        Assert.Empty((await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel)).Json.EnumerateObject());

        await SaveAsync(room, """{"apiKey":"k"}""");
        var first = await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel);
        Assert.Same(first, await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel));
        Assert.Empty((await Configs(room).RemoveAsync("org-1", "SOME_INTEGRATION")).Problems);

        Assert.Equal("k", first.GetString("apiKey"));
        Assert.Empty((await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel)).Json.EnumerateObject());
        Assert.Equal([("org-1", "SOME_INTEGRATION"), ("org-1", "SOME_INTEGRATION")], announced);
    }

    [Fact]
    public async Task What_another_process_saved_is_announced_and_given_when_the_log_was_looked_at()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        await SaveAsync(room, """{"apiKey":"old"}""");
        var (store, announced) = (other.Get<IIntegrationConfigStore>(), new ConcurrentQueue<(string, string)>());
        store.Changed += (org, integration) => announced.Enqueue((org, integration));
        var old = await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel);

        await SaveAsync(room, """{"apiKey":"new"}""");
        await Eventually.SeeAsync(
            async () =>
            {
                room.Time.Advance(TimeSpan.FromMilliseconds(100));
                return (await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel)).GetString("apiKey");
            },
            key => key == "new");

        Assert.Equal("old", old.GetString("apiKey"));
        Assert.Equal([("org-1", "SOME_INTEGRATION")], announced);
    }

    [Fact]
    public async Task A_configuration_stays_the_same_object_whatever_else_is_changed()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await SaveAsync(room, """{"apiKey":"k"}""");
        var store = room.Get<IIntegrationConfigStore>();
        var first = await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel);

        await room.FurnishAsync();

        Assert.Same(first, await store.GetAsync("org-1", "SOME_INTEGRATION", StoreRoom.Cancel));
    }

    private static async Task SaveAsync(StoreRoom room, string config, string actor = "me") => Assert.Empty((await Configs(room).ChangeAsync(
        new SettingEdit<IntegrationConfig>
        {
            OrgId = "org-1",
            Id = "SOME_INTEGRATION",
            By = actor,
            Change = _ => new IntegrationConfig("org-1", "SOME_INTEGRATION", "Some integration", Examples.Json(config), Secret, 3),
        },
        StoreRoom.Cancel)).Problems);

    private static ISettingStore<IntegrationConfig> Configs(StoreRoom room) => room.Get<ISettingStore<IntegrationConfig>>();
}

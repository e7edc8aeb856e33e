using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Engine.Rules;
using Coop.Engine.Submissions;
using Coop.Storage.Database;
using Coop.Storage.Settings;
using Coop.Storage.Sqlite;
using Coop.Storage.Writing;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Flow;

/// <summary>A database that cannot be written to at the moment when a decision is to be stored.</summary>
public class StorageTroubleTests
{
    /// <param name="firstWait">After a failure of its own an item would wait so long: far longer than this test, in the second case.</param>
    [Theory]
    [InlineData("00:00:00.001")]
    [InlineData("01:00:00")]
    public async Task Counts_as_no_failure_of_the_item_and_its_decision_is_stored_soon_after_that_works_again(string firstWait)
    {
        var wait = TimeSpan.Parse(firstWait, CultureInfo.InvariantCulture);
        await using var server = await FlowServer.StartAsync(new FlowOptions { Attempts = 1, FirstWait = wait, LongestWait = wait });
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        await org.SubmitAsync(Moderation.Item("a", type));
        await Eventually.SeeAsync(() => server.Signal.Waiting == 1);
        await RunAsync(server, "PRAGMA query_only = 1");

        server.Signal.Open();

        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
        Assert.Empty(await server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_item_whose_type_cannot_be_read_for_a_while_waits_and_no_try_is_counted()
    {
        AwayVersions? versions = null;
        await using var server = await FlowServer.StartAsync(new FlowOptions { Attempts = 1, FirstWait = TimeSpan.FromMilliseconds(1) }, more: services =>
            services.AddSingleton<IItemTypeVersions>(provider => versions = Away(provider)));
        var (org, type) = await server.OrgAsync("Acme");
        var version = (await org.Org.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/admin/item-types/{type}", TestContext.Current.CancellationToken)).GetProperty("version").GetString()!;
        await org.Org.Admin.Delete($"/api/v1/admin/item-types/{type}").ExpectAsync(HttpStatusCode.NoContent);
        versions!.Times = 3;
        var submission = new Submission(
            Guid.NewGuid().ToString("N"), org.Org.Id, "a", type, version, """{"text":"good"}"""u8.ToArray(), TimeProvider.System.GetUtcNow());

        await server.Server.Get<IItemStream>().AppendAsync([submission], null, TestContext.Current.CancellationToken);

        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
        Assert.Equal(0, versions.Times);
        Assert.StartsWith("failing Restoring: '", Assert.Single(server.Log.Said, said => said.StartsWith("failing Restoring", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(server.Log.Said, "works Restoring");
        Assert.Empty(await server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_waits_for_a_decision_that_is_stored_and_cannot_be_explained_is_told_not_to_send_it_again()
    {
        AwayVersions? versions = null;
        await using var server = await FlowServer.StartAsync(more: services => services.AddSingleton<IRuleVersions>(provider => versions = Away(provider)));
        var (org, type) = await server.OrgAsync("Acme");
        await org.RuleAsync("Bad text", type, []);
        _ = server.Server.Get<IRuleVersions>();
        versions!.Times = 1;

        using var answer = await org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("a", type, "bad")}} ] }""");

        var refused = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Equal("submission.undecided", refused.FirstCode());
        Assert.StartsWith("The items are stored; do not send them again. They are decided,", refused.FirstDetail(), StringComparison.Ordinal);
        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
    }

    [Theory]
    [InlineData("CREATE TRIGGER damaged BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'It is damaged.'); END", "DROP TRIGGER damaged")]
    [InlineData("ALTER TABLE decisions RENAME TO away", "ALTER TABLE away RENAME TO decisions")]
    public async Task Who_waits_for_a_decision_that_cannot_be_stored_is_told_that_the_item_is_kept_and_where_to_ask(string harm, string mend)
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { Attempts = 2, FirstWait = TimeSpan.FromMilliseconds(1) });
        var (org, type) = await server.OrgAsync("Acme");
        await RunAsync(server, harm);

        using var answer = await org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("a", type)}} ] }""");

        var refused = await answer.JsonAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("submission.undecided", refused.FirstCode());
        Assert.StartsWith(
            "The items are stored; do not send them again. 1 of 1 could not be decided now and are tried again by the queue: ask /api/v1/admin/decisions?itemId=… after the time in Retry-After.",
            refused.FirstDetail(), StringComparison.Ordinal);
        Assert.Equal([null], refused.Pointers());
        Assert.Equal(TimeSpan.FromSeconds(10), answer.Headers.RetryAfter?.Delta);

        // It is kept, as was said: here until its tries are used up, and then at hand for whoever mends the database.
        var parked = Assert.Single(await Eventually.SeeAsync(
            () => server.Server.Get<IItemStream>().ListParkedAsync(org.Org.Id, 9, TestContext.Current.CancellationToken), items => items.Count > 0));
        await RunAsync(server, mend);
        await org.Org.Admin.Post($"/api/v1/admin/submissions/parked/{parked.Submission.Id}/retry", null).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal(["a"], await server.SeeDecidedAsync(org, 1));
    }

    [Fact]
    public async Task Who_waits_for_a_decision_of_an_item_that_is_parked_is_told_so()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { Attempts = 1 });
        var (org, type) = await server.OrgAsync("Acme");
        await RunAsync(server, "CREATE TRIGGER damaged BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'It is damaged.'); END");

        using var answer = await org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [ {{Moderation.Item("a", type)}}, {{Moderation.Item("b", type)}} ] }""");

        var refused = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "submission.undecided"), (answer.StatusCode, refused.FirstCode()));
        Assert.Equal(
            "The items are stored; do not send them again. 2 of 2 could not be decided and are parked: /api/v1/admin/submissions/parked has the reason, and puts them back on the queue when it is mended.",
            refused.FirstDetail());
    }

    private static AwayVersions Away(IServiceProvider provider) => new(provider.GetRequiredService<SettingVersions>(), provider.GetRequiredService<StorageOptions>().DatabaseFile);

    private static Task<bool> RunAsync(FlowServer server, string sql) => server.Server.Get<WriteLane>().GroupAsync(
        statements =>
        {
            statements[new Sql(sql)].Run();
            return true;
        },
        TestContext.Current.CancellationToken);

    /// <summary>The real versions of a real database that is moved away while they are read, so many times.</summary>
    private sealed class AwayVersions(SettingVersions versions, string file) : IItemTypeVersions, IRuleVersions
    {
        public int Times { get; set; }

        public Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken) =>
            AwayAsync(() => versions.FindVersionAsync(orgId, id, version, cancellationToken));

        public Task<IReadOnlyList<Rule>> ListVersionsAsync(string orgId, IReadOnlyCollection<RuleVersion> wanted, CancellationToken cancellationToken) =>
            AwayAsync(() => versions.ListVersionsAsync(orgId, wanted, cancellationToken));

        private async Task<T> AwayAsync<T>(Func<Task<T>> read)
        {
            if (Times == 0)
            {
                return await read();
            }

            Times--;
            File.Move(file, file + ".away");
            try
            {
                return await read();
            }
            finally
            {
                File.Move(file + ".away", file);
            }
        }
    }
}

using System.Net;
using System.Text.Json;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.Submissions;

public sealed class ParkedSubmissionTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private Moderation _org = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _org = new Moderation(await _server.CreateOrgAsync());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_item_whose_type_is_gone_is_parked_with_its_reason_and_can_be_put_back()
    {
        await AppendAsync("s1", "gone-type");
        var parked = Assert.Single(await ParkedAsync(1));
        Assert.Equal((Examples.Id("s1"), "item-s1", 1), (parked.GetProperty("id").GetString(), parked.GetProperty("itemId").GetString(), parked.GetProperty("attempts").GetInt32()));
        Assert.Contains("item type 'gone-type' is gone", parked.GetProperty("error").GetString(), StringComparison.Ordinal);

        using var retried = await _org.Org.Admin.PostAsync($"/api/v1/admin/submissions/parked/{Examples.Id("s1")}/retry", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, retried.StatusCode);
        var again = Assert.Single(await Eventually.SeeAsync(
            () => ParkedAsync(1), list => list[0].GetProperty("parkedAt").GetDateTimeOffset() > parked.GetProperty("parkedAt").GetDateTimeOffset()));
        Assert.Equal(1, again.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task A_parked_item_is_not_in_the_way_of_the_others()
    {
        var post = await _org.PostTypeAsync();
        await AppendAsync("s1", "gone-type");

        await _org.SubmitAsync(Moderation.Item("1", post));

        await _org.DecisionsAsync("1");
        Assert.Single(await ParkedAsync(1));
    }

    [Fact]
    public async Task Nobody_sees_or_retries_what_another_organisation_has_parked()
    {
        await AppendAsync("s1", "gone-type");
        await ParkedAsync(1);
        var other = await _server.CreateOrgAsync("Other");

        var list = await (await other.Admin.GetAsync("/api/v1/admin/submissions/parked", TestContext.Current.CancellationToken)).JsonAsync();
        using var retried = await other.Admin.PostAsync($"/api/v1/admin/submissions/parked/{Examples.Id("s1")}/retry", null, TestContext.Current.CancellationToken);

        Assert.Equal(0, list.GetProperty("parked").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, retried.StatusCode);
    }

    private Task<IReadOnlyList<StreamItem>> AppendAsync(string id, string typeId) => _server.Get<IItemStream>().AppendAsync(
        [new Submission(Examples.Id(id), _org.Org.Id, $"item-{id}", typeId, "1", "{}"u8.ToArray(), TimeProvider.System.GetUtcNow())], lease: null, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<JsonElement>> ParkedAsync(int count) => Eventually.SeeAsync(
        async () =>
        {
            var list = await (await _org.Org.Admin.GetAsync("/api/v1/admin/submissions/parked", TestContext.Current.CancellationToken)).JsonAsync();
            return (IReadOnlyList<JsonElement>)[.. list.GetProperty("parked").EnumerateArray()];
        },
        parked => parked.Count >= count);
}

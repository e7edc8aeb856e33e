using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Tests.Storage;

namespace Coop.Tests.Flow;

public class OlderTypesTests : IItemTypeVersions
{
    private readonly List<string> _asked = [];
    private readonly ItemType _old = Examples.ItemType("org");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_version_that_a_batch_names_is_asked_for_once()
    {
        var older = new OlderTypes(this, "org", 20);
        for (var i = 0; i < 3; i++)
        {
            Assert.Same(_old, await older.FindAsync("type", "old", Cancel));
            Assert.Null(await older.FindAsync("type", "made up", Cancel));
            Assert.Null(await older.FindAsync("other", "old", Cancel));
        }

        Assert.Equal(["org/type/old", "org/type/made up", "org/other/old"], _asked);
    }

    [Fact]
    public async Task However_many_are_made_up_only_a_few_are_asked_for()
    {
        var older = new OlderTypes(this, "org", 2);
        for (var i = 0; i < 10_000; i++)
        {
            if (!older.PassesOver("type", $"made up {i}"))
            {
                Assert.Null(await older.FindAsync("type", $"made up {i}", Cancel));
            }
        }

        // What was found out is known still.
        Assert.False(older.PassesOver("type", "made up 1"));

        Assert.Equal(["org/type/made up 0", "org/type/made up 1"], _asked);
    }

    public Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken)
    {
        _asked.Add($"{orgId}/{id}/{version}");
        return Task.FromResult(id == "type" && version == "old" ? _old : null);
    }
}

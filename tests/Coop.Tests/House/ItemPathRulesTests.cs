namespace Coop.Tests.House;

public sealed class ItemPathRulesTests
{
    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string, string> Known = new()
    {
        ["src/Coop.Storage/Outbox/EndedWebhooks.cs"] = "an action is deleted by a person, in the transaction of that edit, which is one of EF",
    };

    [Fact]
    public void The_path_of_an_item_has_no_ef()
    {
        var sources = SourceFile.Tracked("src/Coop.Storage/*.cs");
        Assert.All(ItemPathRules.Folders, folder => Assert.Contains(sources, file => file.Path.StartsWith($"src/Coop.Storage/{folder}/", StringComparison.Ordinal)));
        Violations.None(ItemPathRules.WithEf(sources, Known));
    }

    [Theory]
    [InlineData("using Microsoft.EntityFrameworkCore;")]
    [InlineData("internal sealed class Queue(CoopDb db);")]
    [InlineData("internal sealed class Queue(IDbContextFactory<T> dbs);")]
    public void A_query_of_ef_on_the_path_is_caught(string planted) =>
        Violations.One(ItemPathRules.WithEf([new("src/Coop.Storage/Stream/Queue.cs", planted), new("src/Coop.Storage/Stream/QueueRow.cs", planted), new("src/Coop.Storage/Settings/A.cs", planted)], None), "Stream/Queue.cs");

    [Fact]
    public void What_has_none_any_more_is_no_exception() => Violations.One(ItemPathRules.WithEf([new("src/Coop.Storage/Outbox/EndedWebhooks.cs", "")], Known), "take it out of the list");
}

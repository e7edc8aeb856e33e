namespace Coop.Tests.Storage;

public sealed class SqliteItemStreamTests : ItemStreamCases
{
    private protected override Task<StoreRoom> OpenAsync() => StoreRoom.OpenAsync();
}

public sealed class SqliteDecisionLogTests : DecisionLogCases
{
    private protected override Task<StoreRoom> OpenAsync() => StoreRoom.OpenAsync();
}

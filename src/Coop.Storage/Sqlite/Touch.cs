namespace Coop.Storage.Sqlite;

/// <summary>A write that changes nothing and goes to the disk all the same, whatever tables there are: a disk that is full lets an empty transaction pass.</summary>
internal static class Touch
{
    public static Sql Statement { get; } = new("PRAGMA user_version = 1");
}

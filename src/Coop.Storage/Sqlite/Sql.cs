namespace Coop.Storage.Sqlite;

/// <summary>The text of a statement that stays prepared. One static field for each: a connection finds its statement by number, without comparing texts.</summary>
internal sealed class Sql(string text)
{
    private static int _count;

    public int Number { get; } = Interlocked.Increment(ref _count) - 1;

    public string Text => text;
}

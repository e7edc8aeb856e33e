namespace Coop.Engine.Outbox;

/// <summary>How many each holds; who holds none is not kept.</summary>
internal sealed class HeldCounts<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _counts = [];

    public IReadOnlyDictionary<TKey, int> All => _counts;

    public int this[TKey key] => _counts.GetValueOrDefault(key);

    public void Add(TKey key, int by)
    {
        var count = this[key] + by;
        if (count == 0)
        {
            _counts.Remove(key);
        }
        else
        {
            _counts[key] = count;
        }
    }
}

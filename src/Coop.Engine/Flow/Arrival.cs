namespace Coop.Engine.Flow;

/// <summary>A body that may be read, and how much of it. Its room is free again when it is disposed: by then what was in it is stored, or refused.</summary>
public sealed class Arrival : IDisposable
{
    private readonly Arrivals _arrivals;
    private int _hasLeft;

    internal Arrival(Arrivals arrivals, ArrivingOrg org) => (_arrivals, Org) = (arrivals, org);

    internal ArrivingOrg Org { get; }

    internal long Large { get; set; }

    internal long Small { get; set; }

    /// <summary>For one that did not say its length, or turned out to be longer.</summary>
    /// <param name="bytes">All together.</param>
    /// <returns>False when there was no room for so long.</returns>
    public ValueTask<bool> GrowAsync(long bytes, CancellationToken cancellationToken) => _arrivals.GrowAsync(this, bytes, cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _arrivals.Leave(this);
        }
    }
}

using System.Threading.RateLimiting;

namespace Coop.Engine.Signals.Guard;

/// <summary>A place of a list's own and one of those that all lists of its organisation have, taken and left together.</summary>
internal sealed class ListPlace(RateLimitLease own, ListPlaces shared) : RateLimitLease
{
    private Task? _hung;

    public override bool IsAcquired => true;

    public override IEnumerable<string> MetadataNames => [];

    /// <summary>The call that has the place is past its time. Not at once with giving it back.</summary>
    /// <param name="returned">Completes when it has come back.</param>
    public void Hang(Task returned)
    {
        _hung = returned;
        shared.Hang(returned);
    }

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            own.Dispose();
            shared.Leave(_hung);
        }

        base.Dispose(disposing);
    }
}

namespace Coop.Engine.Problems;

/// <summary>The database cannot do its work, for a reason outside of Coop: a full disk, a file that may not be written. The message is for the operator: what, where, what to do.</summary>
public sealed class StorageUnavailableException(string message, Exception? reason = null) : Exception(message, reason)
{
    /// <summary>Somebody else has the database locked: it is over when they let go of it.</summary>
    public bool IsLock { get; init; }

    /// <summary>What was to be written may be there all the same, now or after the next start: it failed at its commit, and could not be looked at any more. False of what is certainly not there.</summary>
    public bool MayBeKept { get; init; }
}

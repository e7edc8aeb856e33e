namespace Coop.Engine.Problems;

/// <summary>The database cannot do its work, for a reason outside of Coop: a full disk, a file that may not be written. The message is for the operator: what, where, what to do.</summary>
public sealed class StorageUnavailableException(string message, Exception? reason = null) : Exception(message, reason)
{
    /// <summary>Somebody else has the database locked: it is over when they let go of it.</summary>
    public bool IsLock { get; init; }
}

namespace Coop.Engine.Problems;

/// <summary>The database cannot do its work, for a reason outside of Coop: a full disk, a file that may not be written. The message is for the operator: what, where, what to do.</summary>
public sealed class StorageUnavailableException(string message, Exception reason) : Exception(message, reason);

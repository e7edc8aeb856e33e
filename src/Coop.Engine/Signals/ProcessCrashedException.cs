namespace Coop.Engine.Signals;

/// <summary>Thrown by the proxy of a signal that runs in another process when that process died before it answered,
/// or when the author's code in it threw something it did not name.</summary>
public sealed class ProcessCrashedException(string message) : Exception(message);

namespace Coop.Engine.Signals;

/// <summary>Thrown by the proxy of a signal that runs in another process when its result broke the contract in a way that only that process could see.</summary>
public sealed class InvalidOutputException(string message) : Exception(message);

namespace Coop.Engine.Signals;

/// <summary>The system had no thread for a call of an author's code: nothing of that code has run.</summary>
internal sealed class NoThreadException(Exception cause) : Exception(
    $"The system gave no thread for the call ({cause.GetType().Name}: {SafeReason.MessageOf(cause)}). Nothing was asked of the integration. Give the server more memory, or let it have more threads.", cause);

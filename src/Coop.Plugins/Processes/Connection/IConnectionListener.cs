using System.Text.Json;

namespace Coop.Plugins.Processes.Connection;

/// <summary>Hears what the other side of a <see cref="ProcessConnection"/> says of its own accord. Called on the thread that reads: returns at once.</summary>
internal interface IConnectionListener
{
    /// <param name="parameters">Only valid during the call; empty when there are none.</param>
    void Notified(string method, ReadOnlySpan<byte> parameters);

    /// <returns>Writes the answer's <c>result</c>.</returns>
    /// <exception cref="WireException">The answer is this error.</exception>
    Task<Action<Utf8JsonWriter>> AskedAsync(long id, string method, byte[] parameters, CancellationToken cancellationToken);

    /// <summary>The answer to a call of this method is on its way.</summary>
    void Answered(string method)
    {
    }

    /// <summary>A caller stopped waiting: perhaps the other side hangs.</summary>
    void Abandoned();
}

/// <summary>A message larger than the protocol allows; it was not sent.</summary>
internal sealed class MessageTooLargeException(int bytes) : Exception($"The message would have {bytes} bytes; {Wire.Protocol.MaxMessageBytes} are allowed.");

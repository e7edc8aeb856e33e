using System.Text.Json;
using Coop.Plugins.Processes.Connection;

namespace Coop.Tests.Processes;

/// <summary>Hears nothing, and is asked nothing.</summary>
internal sealed class SilentListener : IConnectionListener
{
    public void Notified(string method, ReadOnlySpan<byte> parameters)
    {
    }

    public Task<Action<Utf8JsonWriter>> AskedAsync(long id, string method, byte[] parameters, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is asked here.");

    public void Abandoned()
    {
    }
}

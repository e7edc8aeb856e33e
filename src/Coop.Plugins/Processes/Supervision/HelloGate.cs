using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>Lets nobody speak before he has proved that he is the child that was started.</summary>
internal sealed class HelloGate(string token, IConnectionListener listener) : IConnectionListener
{
    private readonly TaskCompletionSource<HelloParams?> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when something else was said first.</summary>
    public Task<HelloParams?> Hello => _hello.Task;

    private bool IsOpen => _hello.Task is { IsCompletedSuccessfully: true, Result: not null };

    public void Notified(string method, ReadOnlySpan<byte> parameters)
    {
        if (IsOpen)
        {
            listener.Notified(method, parameters);
        }
        else
        {
            _hello.TrySetResult(method == "hello" ? Check(parameters) : null);
        }
    }

    public Task<Action<Utf8JsonWriter>> AskedAsync(long id, string method, byte[] parameters, CancellationToken cancellationToken)
    {
        if (IsOpen)
        {
            return listener.AskedAsync(id, method, parameters, cancellationToken);
        }

        _hello.TrySetResult(null);
        throw new WireException(new WireError(ErrorCode.NotInitialized, "Say hello first."));
    }

    public void Abandoned() => listener.Abandoned();

    private HelloParams? Check(ReadOnlySpan<byte> parameters)
    {
        try
        {
            return JsonSerializer.Deserialize(parameters, WireJson.Default.HelloParams) is { Token: { } said } hello
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(token))
                ? hello
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;
using Coop.Runner.Context;
using Coop.Runner.Wire;

namespace Coop.Runner.Serving;

/// <summary>The methods of the runner, as docs/protocol.md lists them. Called on the thread that reads: whatever is the author's goes elsewhere.</summary>
internal sealed class RunnerListener(Assignment assignment) : IConnectionListener
{
    private readonly CallsInFlight _calls = new();
    private ProcessConnection? _connection;
    private HostConfigs? _configs;
    private LoadedIntegration? _integration;
    private int _initialized;

    public static WireRuntime Runtime { get; } = new("dotnet", Environment.Version.ToString());

    public bool IsInitialized => Volatile.Read(ref _initialized) == 1;

    public void Serve(ProcessConnection connection)
    {
        (_connection, _configs) = (connection, new HostConfigs(connection));
        var log = new HostLoggers(connection).CreateLogger("");
        TaskScheduler.UnobservedTaskException += (_, forgotten) =>
        {
            // One forgotten task says nothing about the other calls in flight.
            log.Write("error", $"Unobserved exception: {forgotten.Exception.InnerException ?? forgotten.Exception}");
            forgotten.SetObserved();
        };
    }

    public void Notified(string method, ReadOnlySpan<byte> parameters)
    {
        try
        {
            if (method == "cancel")
            {
                _calls.Cancel(Read(parameters, WireJson.Default.CancelParams).Id);
            }
            else if (method == "config/changed")
            {
                _configs!.Forget(Read(parameters, WireJson.Default.OrgParams).OrgId);
            }
        }
        catch (WireException)
        {
            // A notification has no answer, not even that it is malformed.
        }
    }

    public Task<Action<Utf8JsonWriter>> AskedAsync(long id, string method, byte[] parameters, CancellationToken cancellationToken) => method switch
    {
        "ping" => Task.FromResult<Action<Utf8JsonWriter>>(Nothing),
        "initialize" => InitializeAsync(Read(parameters, WireJson.Default.InitializeParams)),
        "shutdown" => ShutdownAsync(),
        _ => CallAsync(id, method, parameters),
    };

    public void Answered(string method)
    {
        if (method == "shutdown")
        {
            _ = LeaveAsync();
        }
    }

    public void Abandoned()
    {
        // Nobody gives up waiting for an answer of the host: it has none of its own time limits.
    }

    public static T Read<T>(ReadOnlySpan<byte> parameters, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(parameters, type) ?? throw new JsonException("They are null.");
        }
        catch (JsonException e)
        {
            throw new WireException(new WireError(ErrorCode.InvalidParams, $"The params have the wrong shape. {e.Message}"));
        }
    }

    private Task<Action<Utf8JsonWriter>> CallAsync(long id, string method, byte[] parameters)
    {
        if (_integration is not { } integration)
        {
            throw new WireException(new WireError(ErrorCode.NotInitialized, "Call initialize first."));
        }

        return integration.Find(method) is { } call
            ? _calls.RunAsync(id, token => AnswerAsync(call, id, parameters, token))
            : throw new WireException(new WireError(ErrorCode.MethodNotFound, $"There is no method \"{method}\", or the integration does not offer it."));
    }

    private static async Task<Action<Utf8JsonWriter>> AnswerAsync(AuthorCall call, long id, byte[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await call(id, parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw new WireException(AuthorFailure.ToError(e));
        }
    }

    private Task<Action<Utf8JsonWriter>> InitializeAsync(InitializeParams parameters)
    {
        if (!Protocol.Matches(parameters.ProtocolVersion))
        {
            throw new WireException(IntegrationLoad.Mismatch(parameters.ProtocolVersion));
        }

        if (Interlocked.Exchange(ref _initialized, 1) == 1)
        {
            throw new WireException(new WireError(ErrorCode.InvalidRequest, "initialize is called once."));
        }

        return IntegrationLoad.RunAsync(assignment, parameters, _connection!, _configs!, loaded => _integration = loaded);
    }

    private async Task<Action<Utf8JsonWriter>> ShutdownAsync()
    {
        // Not on the thread that reads: it is the author's Dispose.
        await Task.Yield();
        if (_integration is { } integration)
        {
            await integration.Running.DisposeAsync().ConfigureAwait(false);
        }

        return Nothing;
    }

    private async Task LeaveAsync()
    {
        await _connection!.DrainAsync().ConfigureAwait(false);
        Departure.At(ExitCode.Normal);
    }

    private static void Nothing(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}

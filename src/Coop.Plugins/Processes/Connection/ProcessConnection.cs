using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coop.Engine.Signals;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Connection;

/// <summary>
/// A JSON-RPC 2.0 conversation over one stream with many calls in flight in both directions. It knows nothing of what is said, and not who is at the other
/// end: a Node process, a .NET process or a test. Thread-safe. It ends once; every call that waits then fails with the reason.
/// </summary>
internal sealed class ProcessConnection : IAsyncDisposable
{
    [ThreadStatic]
    private static Utf8JsonWriter? _cachedWriter;

    private readonly Stream _stream;
    private readonly FrameQueue _queue;
    private readonly IConnectionListener _listener;
    private readonly ConcurrentDictionary<long, PendingCall> _pending = new();
    private readonly CancellationTokenSource _ended = new();
    private long _lastId;
    private Exception? _reason;

    public ProcessConnection(Stream stream, IConnectionListener listener)
    {
        (_stream, _listener) = (stream, listener);
        _queue = new FrameQueue(stream);
        Completion = RunAsync();
    }

    /// <summary>Ends when the conversation has ended, with null when the other side closed it in order, else with why. Never throws.</summary>
    public Task<Exception?> Completion { get; }

    /// <summary>Calls and reads the answer. The caller's cancellation tells the other side and frees the caller at once.</summary>
    /// <param name="numbered">Told the call's id before it is sent.</param>
    /// <exception cref="WireException">The other side answered with an error.</exception>
    /// <exception cref="ProcessCrashedException">The connection ended before the answer.</exception>
    public async Task<T> CallAsync<TState, T>(
        string method, TState state, Action<Utf8JsonWriter, TState> writeParams, ReadResult<T> readResult, CancellationToken cancellationToken,
        Action<long>? numbered = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = Interlocked.Increment(ref _lastId);
        numbered?.Invoke(id);
        var frame = Write(id, method, state, writeParams);
        if (frame.Length > Protocol.MaxMessageBytes)
        {
            var length = frame.Length;
            frame.Return();
            throw new MessageTooLargeException(length);
        }

        var call = new PendingCall<T>(readResult);
        _pending[id] = call;
        if (!_queue.TryAdd(frame) || _ended.IsCancellationRequested)
        {
            // It ended before, or while, the call was added: then nobody else fails it.
            if (_pending.TryRemove(id, out _))
            {
                call.Fail(Reason());
            }
        }

        if (!cancellationToken.CanBeCanceled)
        {
            return await call.Task.ConfigureAwait(false);
        }

        await using (cancellationToken.UnsafeRegister(static (cancelled, token) => ((Action<CancellationToken>)cancelled!)(token), (Action<CancellationToken>)Cancel).ConfigureAwait(false))
        {
            return await call.Task.ConfigureAwait(false);
        }

        void Cancel(CancellationToken token)
        {
            if (_pending.TryRemove(id, out _))
            {
                Notify("cancel", new CancelParams(id), WireJson.Default.CancelParams);
                call.Cancel(token);
                _listener.Abandoned();
            }
        }
    }

    /// <summary>Calls with params and result of ordinary types.</summary>
    public Task<TResult> CallAsync<TParams, TResult>(
        string method, TParams parameters, JsonTypeInfo<TParams> paramsType, JsonTypeInfo<TResult> resultType, CancellationToken cancellationToken) =>
        CallAsync(
            method,
            (parameters, paramsType),
            static (json, state) => JsonSerializer.Serialize(json, state.parameters, state.paramsType),
            result => JsonSerializer.Deserialize(result, resultType) ?? throw new JsonException("The answer is null."),
            cancellationToken);

    /// <summary>Tells the other side something. Does nothing when the connection has ended.</summary>
    public void Notify<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> type)
    {
        var frame = Write(null, method, (parameters, type), static (json, state) => JsonSerializer.Serialize(json, state.parameters, state.type));
        _queue.TryAdd(frame);
    }

    /// <summary>Whether nothing can be said any more.</summary>
    public bool HasEnded => _ended.IsCancellationRequested;

    /// <summary>Why it was aborted; null when it was not.</summary>
    public string? AbortReason { get; private set; }

    /// <summary>Ends it; every call that waits fails with the reason.</summary>
    public void Abort(string reason)
    {
        AbortReason = reason;
        _reason ??= new ProcessCrashedException($"The integration's process was ended: {reason}");
        _queue.Complete();
        _stream.Dispose();
    }

    /// <summary>Says nothing more; returns when all that was said before is written.</summary>
    public Task DrainAsync()
    {
        _queue.Complete();
        return _queue.Written;
    }

    /// <summary>Closes. Messages that still wait to be written may be lost.</summary>
    public async ValueTask DisposeAsync()
    {
        _reason ??= new ProcessCrashedException("The integration was stopped.");
        _queue.Complete();
        await _stream.DisposeAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    private async Task<Exception?> RunAsync()
    {
        // Let the constructor finish: the listener may call back.
        await Task.Yield();
        var writing = _queue.RunAsync();
        Exception? broken = null;
        try
        {
            await FrameReader.RunAsync(_stream, Protocol.MaxMessageBytes, Receive).ConfigureAwait(false);
        }
        catch (BrokenProtocolException e)
        {
            broken = e;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The socket is gone, which is how a process that died looks from here.
        }

        _reason ??= broken is null
            ? new ProcessCrashedException("The integration's process ended before it answered.")
            : new ProcessCrashedException($"The integration's process broke the protocol: {broken.Message}");
        await _ended.CancelAsync().ConfigureAwait(false);
        _queue.Complete();
        foreach (var id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out var call))
            {
                call.Fail(Reason());
            }
        }

        await _stream.DisposeAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        return broken;
    }

    private void Receive(ReadOnlyMemory<byte> message)
    {
        var bytes = message.Span;
        var envelope = Envelope.Open(bytes);
        if (envelope.Method is { } method)
        {
            if (envelope.Id is { } asked)
            {
                // The bytes are only ours until we return.
                _ = AnswerAsync(asked, method, bytes[envelope.Params].ToArray());
            }
            else
            {
                _listener.Notified(method, bytes[envelope.Params]);
            }
        }
        else if (envelope.Id is { } id)
        {
            // Read while the call still waits: if this is no error, the call ends with the conversation.
            var error = envelope.HasError ? ReadError(bytes[envelope.Error]) : null;
            if (!_pending.TryRemove(id, out var call))
            {
                return;
            }

            if (error is not null)
            {
                call.Fail(error);
            }
            else
            {
                call.Answer(bytes[envelope.Result]);
            }
        }
    }

    private async Task AnswerAsync(long id, string method, byte[] parameters)
    {
        Frame frame;
        try
        {
            var write = await _listener.AskedAsync(id, method, parameters, _ended.Token).ConfigureAwait(false);
            frame = WriteAnswer(id, "result", write, static (json, write) => write(json));
            if (frame.Length > Protocol.MaxMessageBytes)
            {
                throw new WireException(new WireError(ErrorCode.InvalidOutput, new MessageTooLargeException(frame.Length).Message));
            }
        }
        catch (Exception e)
        {
            var error = e is WireException known ? known.Error : new WireError(ErrorCode.InternalError, e is InvalidOperationException ? e.Message : "It could not be answered.");
            frame = WriteAnswer(id, "error", error, static (json, it) => JsonSerializer.Serialize(json, it, WireJson.Default.WireError));
        }

        _queue.TryAdd(frame);
        _listener.Answered(method);
    }

    private static WireError ReadError(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var error = JsonElement.Parse(bytes);
            return error.ValueKind == JsonValueKind.Null
                ? new WireError(ErrorCode.InternalError, null)
                : new WireError(
                    error.TryGetProperty("code"u8, out var code) ? code.GetInt32() : ErrorCode.InternalError,
                    error.TryGetProperty("message"u8, out var message) ? ErrorText(message) : null,
                    error.TryGetProperty("data"u8, out var data) ? data : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new BrokenProtocolException("An answer's error is no error.", e);
        }
    }

    private static string? ErrorText(JsonElement message)
    {
        try
        {
            return message.GetString();
        }
        catch (InvalidOperationException) when (message.ValueKind == JsonValueKind.String)
        {
            // Half of a surrogate pair, as an author's error quotes it from an item: it is that call's alone, and nobody else's process.
            return "The integration's error quotes what is no text (half of a surrogate pair).";
        }
    }

    private static Frame Write<TState>(long? id, string method, TState state, Action<Utf8JsonWriter, TState> writeParams)
    {
        var (frame, json) = Begin(id);
        json.WriteString("method"u8, method);
        json.WritePropertyName("params"u8);
        writeParams(json, state);
        json.WriteEndObject();
        json.Flush();
        return frame;
    }

    private static Frame WriteAnswer<TState>(long id, string member, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var (frame, json) = Begin(id);
        json.WritePropertyName(member);
        write(json, state);
        json.WriteEndObject();
        json.Flush();
        return frame;
    }

    private static (Frame Frame, Utf8JsonWriter Json) Begin(long? id)
    {
        var frame = Frame.Rent();
        // What an earlier, failed write left behind is dropped by Reset. Text stays readable in logs of the other side: nothing here is HTML.
        var json = _cachedWriter ??= new Utf8JsonWriter(frame, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.Reset(frame);
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        if (id is { } number)
        {
            json.WriteNumber("id"u8, number);
        }

        return (frame, json);
    }

    private ProcessCrashedException Reason() => new ProcessCrashedException((_reason ?? new ProcessCrashedException("The integration's process ended before it answered.")).Message);
}

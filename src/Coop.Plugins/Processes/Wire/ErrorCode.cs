using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Plugins.Processes.Wire;

/// <summary>The codes of docs/protocol.md, and what an answered error means to the caller of a signal.</summary>
internal static class ErrorCode
{
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int Cancelled = -32800;
    public const int ProtocolMismatch = -32001;
    public const int NotInitialized = -32002;
    public const int LoadFailed = -32010;
    public const int UnknownSignal = -32020;
    public const int SignalFailed = -32021;
    public const int InvalidOutput = -32022;

    /// <summary>The <c>kind</c> of a signal whose own waiting was in vain.</summary>
    public const string TimedOutKind = "TIMED_OUT";

    public const double LongestRetryAfterMs = 86_400_000;

    public static Exception ToException(WireError error)
    {
        var message = string.IsNullOrWhiteSpace(error.Message) ? "The integration does not say why." : error.Message;
        return error.Code switch
        {
            SignalFailed when KindOf(error) is { } kind => new SignalException(kind, message, RetryAfterOf(error)),
            SignalFailed when Member(error, "kind") is { ValueKind: JsonValueKind.String } kind && kind.ValueEquals(TimedOutKind) => new TimeoutException(message),
            InvalidOutput => new InvalidOutputException(message),
            Cancelled => new OperationCanceledException(message),
            _ => new ProcessCrashedException(message),
        };
    }

    private static SignalErrorKind? KindOf(WireError error) =>
        Member(error, "kind") is { ValueKind: JsonValueKind.String } kind && WireNames.TryParse<SignalErrorKind>(kind.GetString(), out var value) ? value : null;

    private static TimeSpan? RetryAfterOf(WireError error) =>
        Member(error, "retryAfterMs") is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var ms) && ms is >= 0 and <= LongestRetryAfterMs
            ? TimeSpan.FromMilliseconds(ms)
            : null;

    public static JsonElement? Member(WireError error, string name) =>
        error.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(name, out var member) ? member : null;
}

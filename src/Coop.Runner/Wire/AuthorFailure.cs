using System.Text.Json;
using Coop.Engine;
using Coop.Integrations;
using Coop.Plugins.Loading;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Runner.Wire;

/// <summary>An exception of an author's code as the error that travels.</summary>
internal static class AuthorFailure
{
    private const int LongestMessage = 2000;

    public static WireError ToError(Exception exception) => exception switch
    {
        WireException wire => wire.Error,
        SignalException known => new WireError(ErrorCode.SignalFailed, Cut(known.Message), Details(known)),
        TimeoutException or OperationCanceledException { InnerException: TimeoutException } =>
            new WireError(ErrorCode.SignalFailed, Cut(exception.Message), Details(ErrorCode.TimedOutKind, null)),
        _ => new WireError(ErrorCode.SignalFailed, Cut(LoadProblems.Describe(exception)), Details(null, null)),
    };

    public static string Cut(string text) =>
        text.Length <= LongestMessage ? text : $"{text[..(char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage)]}…";

    private static JsonElement Details(SignalException known) =>
        Details(Enum.IsDefined(known.Kind) ? WireNames.Of(known.Kind) : null, known.RetryAfter);

    private static JsonElement Details(string? kind, TimeSpan? retryAfter) => JsonText.ToElement(json =>
    {
        json.WriteStartObject();
        if (kind is not null)
        {
            json.WriteString("kind"u8, kind);
        }

        if (retryAfter is { } wait)
        {
            json.WriteNumber("retryAfterMs"u8, Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, ErrorCode.LongestRetryAfterMs));
        }

        json.WriteEndObject();
    });
}

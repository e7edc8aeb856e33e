using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Processes.Supervision;

internal static partial class ProcessLog
{
    /// <summary>A remark of the runner's, at the level it names.</summary>
    public static void Said(ILogger log, string? level, string message)
    {
        var shown = message.Length > 4000 ? $"{message[..4000]}…" : message;
        switch (level)
        {
            case "error":
                Error(log, shown);
                break;
            case "warn":
                Warning(log, shown);
                break;
            case "debug":
                Debug(log, shown);
                break;
            default:
                Information(log, shown);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Its process ended: {Why}")]
    public static partial void Ended(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Its process was started again, as {ProcessId}")]
    public static partial void Restarted(ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Error, Message = "In quarantine for {Seconds} s; the last time because {Why}")]
    public static partial void Quarantined(ILogger logger, double seconds, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It logged too much: {Count} remarks were dropped")]
    public static partial void Dropped(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Said}")]
    private static partial void Error(ILogger logger, string said);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Said}")]
    private static partial void Warning(ILogger logger, string said);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Said}")]
    private static partial void Information(ILogger logger, string said);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Said}")]
    private static partial void Debug(ILogger logger, string said);
}

namespace Coop.Server.Startup;

/// <summary>A start that did not come to its end. What was started by then holds items: they are given back, as at any other stop.</summary>
internal static partial class BrokenStart
{
    /// <summary>What goes wrong with that is in the log and hides nothing: why the start broke off is what has to be told.</summary>
    public static async Task GiveBackAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception e)
        {
            LogKept(app.Logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The start broke off, and not everything that it had begun came to its end; items it held are taken up when their leases run out")]
    private static partial void LogKept(ILogger logger, Exception reason);
}

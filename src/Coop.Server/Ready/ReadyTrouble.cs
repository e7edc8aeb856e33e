namespace Coop.Server.Ready;

/// <summary>Says in the log when the database stops to answer and when it does again, and not each time somebody asks.</summary>
internal sealed partial class ReadyTrouble(ILogger<ReadyTrouble> logger)
{
    private int _isTold;

    public void Met(Exception reason)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            LogMet(reason);
        }
    }

    public void Over()
    {
        if (Interlocked.Exchange(ref _isTold, 0) == 1)
        {
            LogOver();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database does not answer, so the server is not ready")]
    private partial void LogMet(Exception reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database answers again")]
    private partial void LogOver();
}

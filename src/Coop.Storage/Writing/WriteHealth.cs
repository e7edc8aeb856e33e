using Coop.Engine.Problems;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Writing;

/// <summary>What became of the last write. Said in the log when it changes, not with every request that meets it.</summary>
internal sealed partial class WriteHealth(ILogger<WriteHealth> logger)
{
    // Who asks whether the server is ready and who writes find out about the same trouble at the same time.
    private readonly Lock _lock = new();
    private volatile StorageUnavailableException? _trouble;

    public StorageUnavailableException? Trouble => _trouble;

    public void Failed(StorageUnavailableException trouble)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = _trouble?.Message != trouble.Message;
            _trouble = trouble;
        }

        if (isNew)
        {
            LogFailed(trouble, trouble.Message);
        }
    }

    public void Worked()
    {
        if (_trouble is null)
        {
            return;
        }

        bool isOver;
        lock (_lock)
        {
            isOver = _trouble is not null;
            _trouble = null;
        }

        if (isOver)
        {
            LogWorks();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be stored: {Trouble}")]
    private partial void LogFailed(Exception reason, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database can be written to again")]
    private partial void LogWorks();
}

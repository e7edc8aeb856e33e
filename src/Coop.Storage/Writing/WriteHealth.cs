using Coop.Engine.Problems;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Writing;

/// <summary>What became of the last write. Said in the log when it changes, not with every request that meets it.</summary>
internal sealed partial class WriteHealth(ILogger<WriteHealth> logger)
{
    private volatile StorageUnavailableException? _trouble;

    public StorageUnavailableException? Trouble => _trouble;

    public void Failed(StorageUnavailableException trouble)
    {
        if (_trouble?.Message != trouble.Message)
        {
            LogFailed(trouble, trouble.Message);
        }

        _trouble = trouble;
    }

    public void Worked()
    {
        if (_trouble is not null)
        {
            _trouble = null;
            LogWorks();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be stored: {Trouble}")]
    private partial void LogFailed(Exception reason, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database can be written to again")]
    private partial void LogWorks();
}

using Coop.Engine.Problems;
using Microsoft.Extensions.Logging;

namespace Coop.Storage.Writing;

/// <summary>What became of the last write. Said in the log when it changes, not with every request that meets it.</summary>
internal sealed partial class WriteHealth(ILogger<WriteHealth> logger)
{
    // Who asks whether the server is ready and who writes find out about the same trouble at the same time.
    private readonly Lock _lock = new();
    private volatile StorageUnavailableException? _trouble;
    private bool _saidUncertain;

    public StorageUnavailableException? Trouble => _trouble;

    /// <summary>Before anybody is answered who may ask then whether the server is ready. What was wrong with one write alone is not about it.</summary>
    public void Failed(Exception explained)
    {
        if (explained is not StorageUnavailableException trouble)
        {
            return;
        }

        bool isNew, isUncertain;
        lock (_lock)
        {
            isNew = _trouble?.Message != trouble.Message;
            isUncertain = trouble.MayBeKept && !_saidUncertain;
            _saidUncertain |= trouble.MayBeKept;
            _trouble = trouble;
        }

        if (isNew)
        {
            LogFailed(trouble, trouble.Message);
        }

        if (isUncertain)
        {
            LogUncertain();
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
            _saidUncertain = false;
        }

        if (isOver)
        {
            LogWorks();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be stored: {Trouble}")]
    private partial void LogFailed(Exception reason, string trouble);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was being written when that happened may be there after the next start all the same; whoever asked for it was told that it is not known")]
    private partial void LogUncertain();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database can be written to again")]
    private partial void LogWorks();
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Support;

/// <summary>Keeps every line that is logged.</summary>
internal sealed class KeptLog : ILoggerFactory, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Called with each line, while whoever logs it waits.</summary>
    public Action<string>? Told { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        _lines.Enqueue(line);
        Told?.Invoke(line);
    }

    public void Dispose()
    {
    }
}

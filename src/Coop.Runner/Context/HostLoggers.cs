using Coop.Plugins.Loading;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;
using Coop.Runner.Wire;
using Microsoft.Extensions.Logging;

namespace Coop.Runner.Context;

/// <summary>An integration's logger: what it writes is the host's to keep or drop.</summary>
internal sealed class HostLoggers(ProcessConnection host) : ILoggerFactory
{
    public HostLogger CreateLogger(string categoryName) => new(host);

    ILogger ILoggerFactory.CreateLogger(string categoryName) => CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log is the host's.");

    public void Dispose()
    {
    }
}

internal sealed class HostLogger(ProcessConnection host) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Debug and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var text = formatter(state, exception);
            Write(NameOf(logLevel), exception is null ? text : $"{text} {LoadProblems.Describe(exception)}");
        }
    }

    public void Write(string level, string message) =>
        host.Notify("log", new LogParams(level, AuthorFailure.Cut(message)), WireJson.Default.LogParams);

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}

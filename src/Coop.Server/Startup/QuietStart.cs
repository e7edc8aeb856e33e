using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coop.Server.Startup;

/// <summary>
/// The host logs what keeps it from starting and throws it as well. <see cref="ServerRun"/> tells it, and under forty lines of stack nobody finds the sentence that says what to do:
/// that one event is left out of the log. Everything else is passed on.
/// </summary>
internal sealed class QuietStart : ILoggerFactory
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string CouldNotStart = "HostedServiceStartupFaulted";

    private readonly LoggerFactory _all;

    private QuietStart(IServiceProvider services) => _all = new LoggerFactory(
        services.GetServices<ILoggerProvider>(), services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(), services.GetRequiredService<IOptions<LoggerFactoryOptions>>());

    public static void AddTo(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new QuietStart(provider)));

    public ILogger CreateLogger(string categoryName) => _all.CreateLogger(categoryName) is var logger && categoryName == Host ? new OfTheHost(logger) : logger;

    public void AddProvider(ILoggerProvider provider) => _all.AddProvider(provider);

    public void Dispose() => _all.Dispose();

    private sealed class OfTheHost(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name != CouldNotStart)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}

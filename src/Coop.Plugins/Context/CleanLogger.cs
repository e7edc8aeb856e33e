using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Context;

/// <summary>An integration's log without the secrets it was given. A line that holds none goes on as it is, with its structure.</summary>
internal sealed class CleanLogger(ILogger inner, HandedOutSecrets secrets) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Holds(state) ? inner.BeginScope(secrets.Remove(state.ToString() ?? "")) : inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        var thrown = exception?.ToString();
        if (Remove(text) is null && (thrown is null || Remove(thrown) is null) && !Holds(state))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        // As plain text: neither the values it was put together from nor the exception can be changed.
        inner.Log(logLevel, eventId, secrets.Remove(thrown is null ? text : $"{text}\n{thrown}"), null, static (clean, _) => clean);
    }

    private bool Holds<TState>(TState state) => state switch
    {
        IEnumerable<KeyValuePair<string, object?>> values => values.Any(value => value.Value?.ToString() is { } text && Remove(text) is not null),
        _ => state?.ToString() is { } text && Remove(text) is not null,
    };

    /// <summary>Null when there is nothing to remove.</summary>
    private string? Remove(string text) => secrets.Remove(text) is var clean && clean == text ? null : clean;
}

using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Coop.Server.Startup;

internal static class Logs
{
    /// <summary>What the frameworks do right is not news. An operator's own Logging settings win over it.</summary>
    public static void AddQuietFrameworks(this ILoggingBuilder logging) => logging.Services.Configure<LoggerFilterOptions>(static filters =>
    {
        // Of rules that are as narrow the last one counts, and those of the configuration are there already.
        filters.Rules.Insert(0, AtLeast("Microsoft.AspNetCore", LogLevel.Warning));
        filters.Rules.Insert(0, AtLeast("Microsoft.EntityFrameworkCore", LogLevel.Warning));
        filters.Rules.Insert(0, AtLeast("System.Net.Http.HttpClient", LogLevel.Warning));

        // At each first start it warns that the keys which encrypt secrets are not themselves encrypted. Another key beside them would protect nothing: they lie in a folder that
        // only the server's user may read, and docs/operate.md says to keep them apart from the database. What is wrong with a key is told as an error.
        filters.Rules.Insert(0, AtLeast("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));

        // What the framework says under this name of each request without a valid key names neither key nor sender, and anybody could fill the log with it.
        filters.Rules.Insert(0, AtLeast(typeof(Access.ApiKeyAuthentication).FullName, LogLevel.Warning));
    });

    /// <summary>
    /// Whoever writes to the log waits for nobody who reads it: a terminal that is held, or a collector that stands still, costs lines, which the console counts, and no decision. An operator who
    /// would rather wait says so (<c>Logging:Console:QueueFullMode</c>).
    /// </summary>
    public static void AddUnwaitingConsole(this ILoggingBuilder logging) =>
        // Before the configuration, so that it wins.
        logging.Services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<ConsoleLoggerOptions>>(
            new ConfigureOptions<ConsoleLoggerOptions>(static console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite)));

    private static LoggerFilterRule AtLeast(string? category, LogLevel level) => new(null, category, level, null);
}

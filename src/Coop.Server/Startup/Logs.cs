namespace Coop.Server.Startup;

internal static class Logs
{
    /// <summary>What the frameworks do right is not news. An operator's own Logging settings come after and win.</summary>
    public static void AddQuietFrameworks(this ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

        // What the framework says under this name of each request without a valid key names neither key nor sender, and anybody could fill the log with it.
        logging.AddFilter(typeof(Access.ApiKeyAuthentication).FullName, LogLevel.Warning);
    }
}

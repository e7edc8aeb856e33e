namespace Coop.Server.Startup;

internal static class Logs
{
    /// <summary>What the frameworks do right is not news. An operator's own Logging settings come after and win.</summary>
    public static void AddQuietFrameworks(this ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

        // At each first start it warns that the keys which encrypt secrets are not themselves encrypted. Another key beside them would protect nothing: they lie in a folder that
        // only the server's user may read, and docs/operate.md says to keep them apart from the database. What is wrong with a key is told as an error.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        // What the framework says under this name of each request without a valid key names neither key nor sender, and anybody could fill the log with it.
        logging.AddFilter(typeof(Access.ApiKeyAuthentication).FullName, LogLevel.Warning);
    }
}

namespace Coop.Server.Startup;

/// <summary>What the environment or the command line says to the server. Read once.</summary>
/// <param name="DataDirectory">COOP_DATA: where the database and the encryption keys live; absolute.</param>
/// <param name="IntegrationsConfigPath">INTEGRATIONS_CONFIG_PATH: the config file, absolute or relative to the working directory; null to look in the usual places.</param>
internal sealed record ServerOptions(string DataDirectory, string? IntegrationsConfigPath)
{
    /// <summary>Copies of packages and of running code; can be deleted while the server is stopped.</summary>
    public string CacheDirectory => Path.Combine(DataDirectory, "cache");

    public static ServerOptions From(IConfiguration configuration)
    {
        var (data, config) = (configuration["COOP_DATA"], configuration["INTEGRATIONS_CONFIG_PATH"]);
        return new ServerOptions(Path.GetFullPath(string.IsNullOrWhiteSpace(data) ? "data" : data), string.IsNullOrWhiteSpace(config) ? null : config);
    }
}

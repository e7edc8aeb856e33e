using System.ComponentModel.DataAnnotations;

namespace Coop.Server.Startup;

/// <summary>What the environment or the command line says to the server. Bound once, checked before anything starts.</summary>
internal sealed class ServerOptions
{
    /// <summary>COOP_DATA: where the database and the encryption keys live. Absolute after binding.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>INTEGRATIONS_CONFIG_PATH: the config file, absolute or relative to the working directory; null to search for it.</summary>
    public string? IntegrationsConfigPath { get; set; }

    public static ServerOptions From(IConfiguration configuration)
    {
        var data = configuration["COOP_DATA"];
        var config = configuration["INTEGRATIONS_CONFIG_PATH"];
        return new ServerOptions
        {
            DataDirectory = Path.GetFullPath(string.IsNullOrWhiteSpace(data) ? "data" : data),
            IntegrationsConfigPath = string.IsNullOrWhiteSpace(config) ? null : config,
        };
    }
}

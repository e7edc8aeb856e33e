using System.CommandLine;

namespace Coop.Server.Bootstrap;

/// <summary>Where the server listens and keeps its things. Each can be said in the environment as well; the command line wins.</summary>
internal sealed class PlaceOptions
{
    public Option<string?> Urls { get; } = new("--urls") { Description = "Addresses to listen on, separated by ';' (ASPNETCORE_URLS)." };

    public Option<string?> DataDirectory { get; } = new("--data") { Description = "Where database and keys live; 'data' by default (COOP_DATA).", Recursive = true };

    public Option<string?> ConfigFile { get; } =
        new("--config") { Description = "The integrations' config file (INTEGRATIONS_CONFIG_PATH).", Recursive = true };

    public Option<string?> Environment { get; } = new("--environment") { Description = "The hosting environment (ASPNETCORE_ENVIRONMENT)." };

    /// <summary>As the host's configuration reads them.</summary>
    public string[] Arguments(ParseResult parsed)
    {
        (string Key, string? Value)[] given =
        [
            ("urls", parsed.GetValue(Urls)),
            ("COOP_DATA", parsed.GetValue(DataDirectory)),
            ("INTEGRATIONS_CONFIG_PATH", parsed.GetValue(ConfigFile)),
            ("environment", parsed.GetValue(Environment)),
        ];
        return [.. given.Where(option => option.Value is not null).Select(option => $"--{option.Key}={option.Value}")];
    }
}

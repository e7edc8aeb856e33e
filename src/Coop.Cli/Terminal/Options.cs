using System.CommandLine;

namespace Coop.Cli.Terminal;

/// <summary>Arguments and options that several commands have in common.</summary>
internal static class Options
{
    public static Argument<string> Package() => new("package")
    {
        Description = "A folder, a .nupkg file, or a name such as nuget:Id, npm:name or @scope/name. Relative to the working directory.",
    };

    public static Option<string?> ConfigFile() => new("--config")
    {
        Description = "The config file. Otherwise the one INTEGRATIONS_CONFIG_PATH names, or integrations.config.json in the working directory.",
    };

    public static Option<bool> Json() => new("--json") { Description = "Answer in JSON." };
}

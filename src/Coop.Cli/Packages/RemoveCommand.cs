using System.CommandLine;
using Coop.Cli.Terminal;
using Spectre.Console;

namespace Coop.Cli.Packages;

/// <summary><c>coop remove</c>: takes a package out of the config file and uninstalls it.</summary>
internal static class RemoveCommand
{
    public static Command Create(Screen screen)
    {
        var package = new Argument<string>("package") { Description = "As listed in the config file." };
        var config = Options.ConfigFile();
        var json = Options.Json();
        var command = new Command(
            "remove",
            """
            Take a package out of integrations.config.json and uninstall it when npm installed it. Saved configurations and rules stay.

            Example: coop remove @roostorg/coop-integration-example
            """)
        {
            package,
            config,
            json,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(screen, parsed.GetRequiredValue(package), parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string package, string? config, bool json, CancellationToken cancellationToken)
    {
        var installation = AddCommand.InstallationOf(config);
        var removed = await screen.WhileAsync($"Removing {package}", () => installation.RemoveAsync(package, cancellationToken)).ConfigureAwait(false);
        if (!removed.TryGet(out var entry))
        {
            return AddCommand.Refuse(screen, installation, removed.Problems, json);
        }

        if (json)
        {
            screen.WriteJson(new { removed = true, package = entry, configFile = installation.ConfigFile });
        }
        else
        {
            screen.WriteMarkup($"Removed {Markup.Escape(entry)}");
            screen.Note($"No longer listed in {installation.ConfigFile}.");
        }

        return ExitCode.Good;
    }
}

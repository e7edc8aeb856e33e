using System.CommandLine;
using Coop.Cli.Terminal;
using Spectre.Console;

namespace Coop.Cli.Packages;

/// <summary><c>coop remove</c>: takes a package out of the config file and uninstalls it.</summary>
internal static class RemoveCommand
{
    public static Command Create(Screen screen) => PackageChange.Create(
        "remove",
        """
        Take a package out of integrations.config.json and uninstall it when npm installed it. Saved configurations and rules stay.

        Example: coop remove @roostorg/coop-integration-example
        """,
        "As listed in the config file.",
        (package, change, cancellationToken) => RunAsync(screen, package, change, cancellationToken));

    private static async Task<int> RunAsync(Screen screen, string package, PackageChange change, CancellationToken cancellationToken)
    {
        var removed = await screen.WhileAsync($"Removing {package}", () => change.Installation.RemoveAsync(package, cancellationToken)).ConfigureAwait(false);
        if (!removed.TryGet(out var entry))
        {
            return change.Refuse(screen, removed.Problems);
        }

        if (change.AsJson)
        {
            screen.WriteJson(new { removed = true, package = entry, configFile = change.Installation.ConfigFile });
        }
        else
        {
            screen.WriteMarkup($"Removed {Markup.Escape(entry)}");
            screen.Note($"No longer listed in {change.Installation.ConfigFile}.");
        }

        return ExitCode.Good;
    }
}

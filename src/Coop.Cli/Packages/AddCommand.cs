using System.CommandLine;
using Coop.Cli.Integrations;
using Coop.Cli.Terminal;
using Spectre.Console;

namespace Coop.Cli.Packages;

/// <summary><c>coop add</c>: installs a package, sees that it loads, and lists it in the config file.</summary>
internal static class AddCommand
{
    public static Command Create(Screen screen) => PackageChange.Create(
        "add",
        """
        Install a package beside integrations.config.json and list it there. Comments and formatting of the file stay. A package that does not load is not added.

        Example: coop add @roostorg/coop-integration-example
        """,
        "An npm package (@scope/name or npm:name, either with @version) or a path, which is listed as written.",
        (package, change, cancellationToken) => RunAsync(screen, package, change, cancellationToken));

    private static async Task<int> RunAsync(Screen screen, string package, PackageChange change, CancellationToken cancellationToken)
    {
        var added = await screen.WhileAsync($"Adding {package}", () => change.Installation.AddAsync(package, cancellationToken)).ConfigureAwait(false);
        if (!added.TryGet(out var integration))
        {
            return change.Refuse(screen, added.Problems);
        }

        if (change.AsJson)
        {
            screen.WriteJson(new { added = true, configFile = change.Installation.ConfigFile, integration = CheckView.Of(integration) });
        }
        else
        {
            var title = integration.Manifest is { } manifest ? $" {manifest.Name} {manifest.Version}" : "";
            screen.WriteMarkup($"Added {Markup.Escape(integration.Package)}:{Markup.Escape(title)} {StateMarkup.Of(integration.State)}");
            screen.Note($"Listed in {change.Installation.ConfigFile}. A running server shows it after a reload.");
        }

        return ExitCode.Good;
    }
}

using System.CommandLine;
using Coop.Cli.Integrations;
using Coop.Cli.Terminal;
using Coop.Engine.Problems;
using Coop.Plugins.Packages;
using Spectre.Console;

namespace Coop.Cli.Packages;

/// <summary><c>coop add</c>: installs a package, sees that it loads, and lists it in the config file.</summary>
internal static class AddCommand
{
    public static Command Create(Screen screen)
    {
        var package = new Argument<string>("package")
        {
            Description = "An npm package (@scope/name or npm:name, either with @version) or a path, which is listed as written.",
        };
        var config = Options.ConfigFile();
        var json = Options.Json();
        var command = new Command(
            "add",
            """
            Install a package beside integrations.config.json and list it there. Comments and formatting of the file stay. A package that does not load is not added.

            Example: coop add @roostorg/coop-integration-example
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
        var installation = InstallationOf(config);
        var added = await screen.WhileAsync($"Adding {package}", () => installation.AddAsync(package, cancellationToken)).ConfigureAwait(false);
        if (!added.TryGet(out var integration))
        {
            return Refuse(screen, installation, added.Problems, json);
        }

        if (json)
        {
            screen.WriteJson(new { added = true, configFile = installation.ConfigFile, integration = CheckView.Of(integration) });
        }
        else
        {
            var title = integration.Manifest is { } manifest ? $" {manifest.Name} {manifest.Version}" : "";
            screen.WriteMarkup($"Added {Markup.Escape(integration.Package)}:{Markup.Escape(title)} {StateMarkup.Of(integration.State)}");
            screen.Note($"Listed in {installation.ConfigFile}. A running server shows it after a reload.");
        }

        return ExitCode.Good;
    }

    internal static PackageInstallation InstallationOf(string? config) => new(config, Directory.GetCurrentDirectory(), async (package, folder, cancellationToken) =>
    {
        await using var loaded = await LoadedCatalogue.OfListedPackageAsync(package, folder, cancellationToken).ConfigureAwait(false);
        return loaded.Catalogue.Integrations[0];
    });

    internal static int Refuse(Screen screen, PackageInstallation installation, IReadOnlyList<Problem> problems, bool json)
    {
        if (json)
        {
            screen.WriteJson(new
            {
                configFile = installation.ConfigFile,
                problems = problems.Select(problem => new { code = problem.Code, message = problem.Detail ?? problem.Title, path = problem.Pointer }),
            });
        }
        else
        {
            foreach (var problem in problems)
            {
                screen.Note(problem.Detail ?? problem.Title);
            }
        }

        return ExitCode.ProblemsFound;
    }
}

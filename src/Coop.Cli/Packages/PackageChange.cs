using System.CommandLine;
using Coop.Cli.Integrations;
using Coop.Cli.Terminal;
using Coop.Engine.Problems;
using Coop.Plugins.Packages;

namespace Coop.Cli.Packages;

/// <summary>What adding and removing a package have in common: what may be said in the command line, the installation that is changed, and how a refusal is told.</summary>
internal sealed record PackageChange(PackageInstallation Installation, bool AsJson)
{
    public static Command Create(string name, string about, string aboutPackage, Func<string, PackageChange, CancellationToken, Task<int>> run)
    {
        var package = new Argument<string>("package") { Description = aboutPackage };
        var config = Options.ConfigFile();
        var json = Options.Json();
        var command = new Command(name, about) { package, config, json };
        command.SetAction((parsed, cancellationToken) =>
            run(parsed.GetRequiredValue(package), new PackageChange(InstallationOf(parsed.GetValue(config)), parsed.GetValue(json)), cancellationToken));
        return command;
    }

    public int Refuse(Screen screen, IReadOnlyList<Problem> problems)
    {
        if (AsJson)
        {
            screen.WriteJson(new
            {
                configFile = Installation.ConfigFile,
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

    private static PackageInstallation InstallationOf(string? config) => new(config, Directory.GetCurrentDirectory(), async (package, folder, cancellationToken) =>
    {
        await using var loaded = await LoadedCatalogue.OfListedPackageAsync(package, folder, cancellationToken).ConfigureAwait(false);
        return loaded.Catalogue.Integrations[0];
    });
}

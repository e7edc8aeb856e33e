using System.CommandLine;
using Coop.Cli.Terminal;
using Coop.Engine.Integrations;
using Spectre.Console;

namespace Coop.Cli.Integrations;

/// <summary><c>coop list</c>: every entry of the config file with its state, as the server would see it.</summary>
internal static class ListCommand
{
    public static Command Create(Screen screen)
    {
        var config = Options.ConfigFile();
        var json = Options.Json();
        var command = new Command(
            "list",
            """
            List the integrations of a config file with their states, as the server would see them. Exit code 1 when one is neither active nor disabled.

            Example: coop list --config integrations.config.json --json
            """)
        {
            config,
            json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(screen, parsed.GetValue(config), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? configFile, bool json, CancellationToken cancellationToken)
    {
        await using var loaded = await screen.WhileAsync("Loading integrations", () => LoadedCatalogue.OfConfigFileAsync(configFile, cancellationToken)).ConfigureAwait(false);
        foreach (var problem in loaded.FileProblems)
        {
            screen.Note($"{problem.Code}{(problem.Path is null ? "" : $" {problem.Path}")}: {problem.Message}");
        }

        var integrations = loaded.Catalogue.Integrations;
        if (json)
        {
            screen.WriteJson(integrations.Select(EntryView.Of));
        }
        else
        {
            WriteForPeople(screen, integrations);
        }

        var allWell = loaded.FileProblems.All(problem => problem.IsWarning)
            && integrations.All(integration => integration.State is IntegrationState.Active or IntegrationState.Disabled);
        return allWell ? ExitCode.Good : ExitCode.ProblemsFound;
    }

    private static void WriteForPeople(Screen screen, IReadOnlyList<Integration> integrations)
    {
        if (integrations.Count == 0)
        {
            screen.WriteMarkup("No integrations are listed.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("State", "Integration", "Version", "Runtime", "Signals", "Package");
        foreach (var integration in integrations)
        {
            table.AddRow(
                StateMarkup.Of(integration.State),
                Markup.Escape(integration.Id ?? ""),
                Markup.Escape(integration.Manifest?.Version ?? ""),
                EntryView.RuntimeWord(integration.Runtime) ?? "",
                integration.Signals.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Markup.Escape(integration.Package));
        }

        screen.Write(table);
        foreach (var integration in integrations.Where(integration => integration.Problems.Count > 0))
        {
            screen.WriteMarkup(Markup.Escape(integration.Package));
            foreach (var problem in integration.Problems)
            {
                screen.WriteMarkup($"  {StateMarkup.Of(problem)}");
            }
        }
    }
}

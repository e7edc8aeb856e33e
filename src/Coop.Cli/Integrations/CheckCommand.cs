using System.CommandLine;
using Coop.Cli.Terminal;
using Coop.Engine.Integrations;
using Spectre.Console;

namespace Coop.Cli.Integrations;

/// <summary><c>coop check</c>: loads one package as a host would and says everything that is wrong with it.</summary>
internal static class CheckCommand
{
    public static Command Create(Screen screen)
    {
        var package = Options.Package();
        var json = Options.Json();
        var command = new Command(
            "check",
            """
            Load a package as a host would and list every problem at once, each with what to do. Exit code 1 when it would not be active.

            Example: coop check ./Acme.Coop.1.0.0.nupkg
            """)
        {
            package,
            json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(screen, parsed.GetRequiredValue(package), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string package, bool json, CancellationToken cancellationToken)
    {
        await using var loaded = await screen.WhileAsync($"Loading {package}", () => LoadedCatalogue.OfPackageAsync(package, null, cancellationToken)).ConfigureAwait(false);
        var integration = loaded.Catalogue.Integrations[0];
        if (json)
        {
            screen.WriteJson(CheckView.Of(integration) with { Package = package });
        }
        else
        {
            WriteForPeople(screen, package, integration);
        }

        return integration.State == IntegrationState.Active ? ExitCode.Good : ExitCode.ProblemsFound;
    }

    private static void WriteForPeople(Screen screen, string package, Integration integration)
    {
        screen.WriteMarkup($"{Markup.Escape(package)}: {StateMarkup.Of(integration.State)}");
        if (integration.Manifest is { } manifest)
        {
            screen.WriteMarkup($"  {Markup.Escape($"{manifest.Name} {manifest.Version} ({manifest.Id})")}");
        }

        foreach (var signal in integration.Signals)
        {
            screen.WriteMarkup($"  signal {Markup.Escape($"{signal.Descriptor.Id}: {signal.Descriptor.DisplayName}")}");
        }

        foreach (var problem in integration.Problems)
        {
            screen.WriteMarkup($"  {StateMarkup.Of(problem)}");
        }
    }
}

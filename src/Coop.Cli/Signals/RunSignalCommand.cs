using System.CommandLine;
using System.Globalization;
using Coop.Cli.Integrations;
using Coop.Cli.Terminal;
using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Integrations;
using Spectre.Console;

namespace Coop.Cli.Signals;

/// <summary><c>coop run-signal</c>: asks one signal of one package about one value.</summary>
internal static class RunSignalCommand
{
    public static Command Create(Screen screen)
    {
        var package = Options.Package();
        var signalId = new Argument<string>("signalId") { Description = "The signal's id." };
        var value = new Option<string>("--value") { Description = "What to measure: text; a URL for media; JSON for USER_ID, RELATED_ITEM and FULL_ITEM.", Required = true };
        var type = new Option<string?>("--type") { Description = "The value's type, such as STRING, IMAGE or FULL_ITEM. Otherwise STRING, if the signal takes it.", HelpName = "type" };
        var orgConfig = new Option<string?>("--org-config") { Description = "What an organisation would have saved for the integration: a JSON object, checked as the form checks it.", HelpName = "json" };
        var matching = new Option<string[]>("--matching-values") { Description = "A value to match against. Repeat it for more.", HelpName = "value" };
        var subcategory = new Option<string?>("--subcategory") { Description = "The id of the subcategory a condition would choose.", HelpName = "id" };
        var json = Options.Json();
        var command = new Command(
            "run-signal",
            """
            Load a package and ask one of its signals about a value. Exit code 1 when it gives no answer.

            Example: coop run-signal ./Acme.Coop ACME_SPAM --value "Buy now" --org-config '{"apiKey":"k"}' --json
            """)
        {
            package, signalId, value, type, orgConfig, matching, subcategory, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            screen,
            new SignalRunRequest(parsed.GetRequiredValue(package), parsed.GetRequiredValue(signalId), parsed.GetRequiredValue(value))
            {
                Type = Type(parsed.GetValue(type)),
                OrgConfig = Config(parsed.GetValue(orgConfig)),
                MatchingValues = parsed.GetValue(matching) ?? [],
                Subcategory = parsed.GetValue(subcategory),
            },
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, SignalRunRequest request, bool json, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        await using var loaded = await screen
            .WhileAsync($"Loading {request.Package}", () => LoadedCatalogue.OfPackageAsync(request.Package, request.OrgConfig, cancellationToken))
            .ConfigureAwait(false);
        var started = time.GetTimestamp();
        var outcome = await screen
            .WhileAsync($"Running {request.SignalId}", () => request.RunAsync(loaded.Catalogue.Integrations[0], loaded.Runner, cancellationToken))
            .ConfigureAwait(false);
        var elapsed = time.GetElapsedTime(started);
        if (json)
        {
            screen.WriteJson(SignalRunView.Of(outcome, elapsed));
        }
        else
        {
            WriteForPeople(screen, outcome, elapsed);
        }

        return outcome.Kind == SignalOutcomeKind.Failed ? ExitCode.ProblemsFound : ExitCode.Good;
    }

    private static void WriteForPeople(Screen screen, SignalOutcome outcome, TimeSpan elapsed)
    {
        var took = string.Create(CultureInfo.InvariantCulture, $"[grey]({elapsed.TotalMilliseconds:0.###} ms)[/]");
        screen.WriteMarkup(outcome.Kind switch
        {
            SignalOutcomeKind.Scored => $"[green]scored[/] {Markup.Escape(outcome.Score.ToString())} {took}",
            SignalOutcomeKind.NotApplicable => $"[yellow]not applicable[/]: {Markup.Escape(outcome.Detail ?? "")} {took}",
            _ => $"[red]failed[/] {outcome.Failure!.Kind}: {Markup.Escape(outcome.Failure.Reason)} {took}",
        });
        if (outcome.MatchedValue is { } matched)
        {
            screen.WriteMarkup($"matched {Markup.Escape(matched)}");
        }

        if (outcome is { Kind: SignalOutcomeKind.Scored, Detail: { } detail })
        {
            screen.WriteMarkup(Markup.Escape(detail));
        }
    }

    private static SignalInputType? Type(string? written)
    {
        if (written is null)
        {
            return null;
        }

        return WireNames.TryParse<SignalInputType>(written.ToUpperInvariant(), out var type)
            ? type
            : throw new UsageException($"There is no type {written}. --type takes one of: {string.Join(", ", WireNames.All<SignalInputType>())}.");
    }

    private static OrgConfig? Config(string? written) => written is null
        ? null
        : new OrgConfig(GivenJson.Object(written, "--org-config wants a JSON object such as {\"apiKey\":\"k\"}"));
}

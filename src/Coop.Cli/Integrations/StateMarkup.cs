using Coop.Engine.Integrations;
using Spectre.Console;

namespace Coop.Cli.Integrations;

/// <summary>States and problems for people.</summary>
internal static class StateMarkup
{
    public static string Of(IntegrationState state) => state switch
    {
        IntegrationState.Active => "[green]Active[/]",
        IntegrationState.Disabled => "[grey]Disabled[/]",
        _ => $"[red]{state}[/]",
    };

    public static string Of(IntegrationProblem problem)
    {
        var place = problem.Path is null ? "" : $" [grey]{Markup.Escape(problem.Path)}[/]";
        var (word, colour) = problem.IsWarning ? ("warning", "yellow") : ("error", "red");
        return $"[{colour}]{word}[/] {Markup.Escape(problem.Code)}{place}: {Markup.Escape(problem.Message)}";
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Coop.Cli.Integrations;
using Coop.Cli.Packages;
using Coop.Cli.Signals;
using Coop.Cli.Terminal;
using Coop.Engine.Problems;

namespace Coop.Cli;

/// <summary>The command line as a whole.</summary>
internal static class CoopCommand
{
    public static async Task<int> RunAsync(string[] args, Screen screen)
    {
        var root = new RootCommand("Looks after the integrations of a Coop host: which there are, whether they load, and what their signals say.")
        {
            ListCommand.Create(screen),
            CheckCommand.Create(screen),
            AddCommand.Create(screen),
            RemoveCommand.Create(screen),
            RunSignalCommand.Create(screen),
        };

        // "@scope/name" is a package, not a file of arguments; and no value is a bundle of short options.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is ParseErrorAction)
        {
            return Refuse(screen, parsed);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = screen.Answer, Error = screen.Notes, EnableDefaultExceptionHandler = false })
                .ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            screen.Note(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Note(e.Message);
            return ExitCode.ProblemsFound;
        }
    }

    private static int Refuse(Screen screen, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name)).ToList();
        foreach (var written in parsed.UnmatchedTokens)
        {
            var near = DidYouMean.Find(written, known) is { } name ? $" Did you mean {name}?" : "";
            screen.Note($"\"{written}\" is neither a command nor an option here.{near}");
        }

        if (command is RootCommand)
        {
            screen.Note($"The commands are: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.");
        }
        else if (parsed.UnmatchedTokens.Count == 0)
        {
            // What is misspelt is also missing; saying both would be saying it twice.
            foreach (var error in parsed.Errors)
            {
                screen.Note(error.Message);
            }
        }

        screen.Note($"See: coop {(command is RootCommand ? "" : $"{command.Name} ")}--help");
        return ExitCode.WrongUsage;
    }
}

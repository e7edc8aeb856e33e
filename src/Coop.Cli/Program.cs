using Coop.Cli;
using Coop.Cli.Terminal;

var screen = Screen.OfThisProcess();

// Integrations run in this process and may write to the console. What they write is not the answer.
Console.SetOut(Console.Error);

return await CoopCommand.RunAsync(args, screen).ConfigureAwait(false);

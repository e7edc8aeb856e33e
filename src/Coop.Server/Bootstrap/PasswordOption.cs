using System.CommandLine;
using Coop.Engine.People;

namespace Coop.Server.Bootstrap;

/// <summary>A new password, on the command line or, better, on standard input.</summary>
internal sealed class PasswordOption : Option<string>
{
    /// <param name="whose">As the start of a sentence: <c>That person's password</c>.</param>
    public PasswordOption(string whose)
        : base("--password")
    {
        Description = $"{whose}, {NewPassword.Shortest} to {NewPassword.Longest} characters; '-' reads it from standard input, where no process list shows it.";
        Required = true;
    }

    public async Task<string> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetRequiredValue(this) is var given && given == "-" ? await Console.In.ReadLineAsync(cancellationToken) ?? "" : given;
}

namespace Coop.Cli.Terminal;

/// <summary>The command line asks for something that cannot be done; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

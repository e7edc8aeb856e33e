namespace Coop.Cli.Terminal;

/// <summary>What the process says when it ends; a promise to scripts.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    public const int ProblemsFound = 1;

    public const int WrongUsage = 2;

    /// <summary>As shells have it for Ctrl+C.</summary>
    public const int Interrupted = 130;
}

using System.Diagnostics;
using Coop.Plugins.Loading;

namespace Coop.Runner.Serving;

/// <summary>Ends this process, whatever the integration's threads do: they are not waited for, and its exit handlers get a moment and no more.</summary>
internal static class Departure
{
    private static readonly TimeSpan ForExitHandlers = TimeSpan.FromMilliseconds(500);

    public static void At(int exitCode)
    {
        var leaving = new Thread(() => Environment.Exit(exitCode)) { IsBackground = true, Name = "leave" };
        leaving.UnsafeStart();
        leaving.Join(ForExitHandlers);
        Process.GetCurrentProcess().Kill();
    }

    /// <summary>What the integration's state is after it, nobody knows: the host starts a new process.</summary>
    public static void AfterUnhandled(object thrown)
    {
        Console.Error.WriteLine($"Unhandled exception: {(thrown is Exception e ? $"{LoadProblems.Describe(e)}{Environment.NewLine}{e.StackTrace}" : thrown.GetType().Name)}");
        At(ExitCode.UnhandledException);
    }

    public static int AfterBroken(Exception broken)
    {
        Console.Error.WriteLine($"The host sent bytes that are no message: {broken.Message}");
        At(ExitCode.BrokenProtocol);
        return ExitCode.BrokenProtocol;
    }
}

namespace Coop.Runner.Serving;

/// <summary>Ways this process ends by its own will, as docs/protocol.md lists them; any other code is the integration's doing.</summary>
internal static class ExitCode
{
    public const int Normal = 0;
    public const int NoHost = 69;
    public const int UnhandledException = 70;
    public const int BrokenProtocol = 76;
}

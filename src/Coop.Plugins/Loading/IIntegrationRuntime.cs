using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;

namespace Coop.Plugins.Loading;

/// <summary>A way to run integrations: in this process, or in one of their own.</summary>
internal interface IIntegrationRuntime
{
    bool Runs(IntegrationRuntime runtime, Isolation isolation);

    /// <summary>Checks what can be checked without running any of the package's code.</summary>
    LoadAttempt Verify(LoadAttempt attempt);

    /// <summary>
    /// Runs the author's code as far as his signals. Never throws but for the caller's cancellation, and keeps its time limit whatever the code does. An
    /// ended attempt that is returned has nothing left running.
    /// </summary>
    Task<LoadAttempt> StartAsync(LoadAttempt attempt, CancellationToken cancellationToken);
}

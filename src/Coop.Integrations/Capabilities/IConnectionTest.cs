namespace Coop.Integrations;

/// <summary>Optional, beside <see cref="IIntegrationPlugin"/>: answers the <i>Test connection</i> button of the form.</summary>
public interface IConnectionTest
{
    /// <summary>
    /// Tries a configuration that may not be saved yet. Yield each step when it is known, so that people see them tick: reach the vendor,
    /// authenticate, check the quota, measure a sample. Stop after the first step that failed. An exception counts as a failed step with its message.
    /// </summary>
    /// <param name="config">The configuration to try, secrets included.</param>
    /// <param name="cancellationToken">Cancelled when the person left or the time limit (30 seconds) passed.</param>
    IAsyncEnumerable<ConnectionTestStep> TestConnectionAsync(OrgConfig config, CancellationToken cancellationToken);
}

/// <summary>The layers of a connection test, in order.</summary>
public enum ConnectionTestStage
{
    /// <summary>The vendor's address answers.</summary>
    Reach,

    /// <summary>The credential is accepted.</summary>
    Authenticate,

    /// <summary>There is quota left.</summary>
    Quota,

    /// <summary>A sample is measured.</summary>
    Sample,
}

/// <summary>One step of a connection test.</summary>
/// <param name="Stage">Which layer.</param>
/// <param name="Passed">Whether it works.</param>
/// <param name="Message">What was found, and on failure what to do; no secrets.</param>
public sealed record ConnectionTestStep(ConnectionTestStage Stage, bool Passed, string Message);

namespace Coop.Engine.Integrations;

/// <summary>
/// How a loaded integration serves at the moment. It is state beside the catalogue: a process that is in quarantine and comes back changes nothing of what
/// is offered, so that no rule is compiled anew. Thread-safe.
/// </summary>
public sealed class IntegrationHealth
{
    private volatile IntegrationProblem? _trouble;

    /// <summary>What keeps it from serving for now; null while it serves.</summary>
    public IntegrationProblem? Trouble => _trouble;

    public void Set(IntegrationProblem? trouble) => _trouble = trouble;
}

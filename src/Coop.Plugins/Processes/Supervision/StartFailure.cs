using Coop.Engine.Integrations;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>Why a process did not get as far as serving.</summary>
internal sealed class StartFailure(IntegrationState state, IntegrationProblem problem) : Exception(problem.Message)
{
    public IntegrationState State { get; } = state;

    public IntegrationProblem Problem { get; } = problem;
}

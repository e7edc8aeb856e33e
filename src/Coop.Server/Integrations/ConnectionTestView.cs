using Coop.Integrations;

namespace Coop.Server.Integrations;

/// <summary>What a connection test found.</summary>
/// <param name="Passed">Whether every step did.</param>
/// <param name="Steps">In their order; the last one may have failed.</param>
internal sealed record ConnectionTestView(bool Passed, IReadOnlyList<ConnectionTestStep> Steps)
{
    public ConnectionTestView(IReadOnlyList<ConnectionTestStep> steps)
        : this(steps.All(step => step.Passed), steps)
    {
    }
}

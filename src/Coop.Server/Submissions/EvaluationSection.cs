using Coop.Engine.Plan;
using Coop.Server.Sections;

namespace Coop.Server.Submissions;

/// <summary>The section <c>Evaluation</c> of the configuration, such as <c>Evaluation__ItemBudget=00:01:00</c> in the environment.</summary>
internal static class EvaluationSection
{
    private const string Name = "Evaluation";

    /// <exception cref="SectionMistakeException">With all that is wrong.</exception>
    public static EvaluationLimits Read(IConfiguration configuration) => Section.Read<EvaluationLimits>(configuration, Name, limits => new Bounds(Name)
        .Time(nameof(limits.ItemBudget), limits.ItemBudget, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Time(nameof(limits.MatcherCompile), limits.MatcherCompile, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Number(nameof(limits.ParallelValues), limits.ParallelValues, 1, 256)
        .Mistakes);
}

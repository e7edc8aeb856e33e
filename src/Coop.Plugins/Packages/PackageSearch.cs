using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.Packages;

/// <summary>What became of looking for a package: it, or the state its entry is in for want of it.</summary>
internal sealed record PackageSearch
{
    private PackageSearch(LocatedPackage? package, IntegrationState state, IntegrationProblem? problem) => (Package, State, Problem) = (package, state, problem);

    public LocatedPackage? Package { get; }

    public IntegrationState State { get; }

    public IntegrationProblem? Problem { get; }

    public static PackageSearch Found(LocatedPackage package) => new(package, IntegrationState.Active, null);

    public static PackageSearch NotFound(string message) => new(null, IntegrationState.NotFound, new IntegrationProblem(IntegrationCodes.NotFound, message));

    public static PackageSearch Invalid(ProblemCode code, string message) => new(null, IntegrationState.Invalid, new IntegrationProblem(code, message));
}

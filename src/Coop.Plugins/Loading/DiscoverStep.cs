using Coop.Engine.Integrations;
using Coop.Plugins.Packages;

namespace Coop.Plugins.Loading;

/// <summary>Finds the package, unless the entry is wrong or switched off.</summary>
internal sealed class DiscoverStep(PackageLocator locator)
{
    public LoadAttempt Run(LoadAttempt attempt)
    {
        attempt = attempt with { Problems = attempt.Entry.Problems };
        if (attempt.Problems.Any(problem => !problem.IsWarning))
        {
            return attempt.End(IntegrationState.Invalid);
        }

        if (!attempt.Entry.Enabled)
        {
            return attempt.End(IntegrationState.Disabled);
        }

        var search = locator.Find(attempt.Entry.Package);
        var path = $"{attempt.Entry.Path}.package";
        return search.Package is { } package
            ? attempt with { Package = package }
            : attempt.End(search.State, search.Problem! with { Path = path, Message = attempt.Entry.Locate(path, search.Problem.Message) });
    }
}

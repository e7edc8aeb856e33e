using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.Problems;

/// <summary>Everything found wrong with one integration: whoever reads or checks a part of it adds to it and goes on.</summary>
internal sealed class Findings
{
    private readonly List<IntegrationProblem> _problems = [];

    public IReadOnlyList<IntegrationProblem> Problems => _problems;

    public void Add(ProblemCode code, string path, string message) => _problems.Add(new IntegrationProblem(code, message, path));

    public void Add(IntegrationProblem problem) => _problems.Add(problem);

    public void Warn(ProblemCode code, string path, string message) => _problems.Add(new IntegrationProblem(code, message, path, isWarning: true));

    /// <summary>An optional link for people; anything but http and https could run in their browser.</summary>
    public void CheckUrl(ProblemCode code, string path, string? url)
    {
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
        {
            Add(code, path, $"{path} is \"{Shown(url)}\". It must be an absolute http or https URL, or null.");
        }
    }

    /// <summary>A text of somebody else's, short enough for a message.</summary>
    public static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";
}

namespace Coop.Engine.Integrations;

/// <summary>One thing wrong with an entry, its package, its manifest or its signals.</summary>
/// <param name="Code">Stable, <c>integration.reason</c>; listed in docs/codes.md.</param>
/// <param name="Message">What is wrong, where, and what to do; safe to show to an admin.</param>
/// <param name="Path">JSON path in the config file (<c>$.integrations[2].package</c>) or member of the manifest (<c>manifest.signalTypeIds</c>).</param>
/// <param name="IsWarning">True when the integration runs all the same.</param>
public sealed record IntegrationProblem(string Code, string Message, string? Path = null, bool IsWarning = false);

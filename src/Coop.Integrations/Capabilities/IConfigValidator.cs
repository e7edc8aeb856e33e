namespace Coop.Integrations;

/// <summary>
/// Optional, beside <see cref="IIntegrationPlugin"/>: checks across the fields of an organisation's configuration, after the host
/// has checked each field against the manifest and found nothing.
/// </summary>
public interface IConfigValidator
{
    /// <summary>Checks a configuration about to be saved. An exception refuses the save with its message.</summary>
    /// <param name="config">The configuration, secrets included.</param>
    /// <param name="cancellationToken">Cancelled when the person left or the time limit passed.</param>
    /// <returns>Every problem found; empty when all is well.</returns>
    ValueTask<IReadOnlyList<ConfigError>> ValidateAsync(OrgConfig config, CancellationToken cancellationToken);
}

/// <summary>A problem with one member of a configuration.</summary>
/// <param name="Key">The member's key, or a path into it such as <c>labelers[0].id</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what to do; no secrets.</param>
public sealed record ConfigError(string Key, string Message);

using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>What organisations saved for integrations, as those are given it: with its secrets. Whoever shows or changes it goes through <see cref="IntegrationConfigFeature"/>.</summary>
public interface IIntegrationConfigStore
{
    /// <summary>
    /// Empty when nothing is saved. The same object until another one is saved, which is seen at once in this process, and in others as soon as they see that the
    /// organisation's settings moved.
    /// </summary>
    /// <exception cref="Problems.UnreadableSecretException">A secret cannot be decrypted.</exception>
    ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken);

    /// <summary>Raised with (orgId, integrationId) after a save or removal, also one by another process. Subscribers return at once.</summary>
    event Action<string, string>? Changed;
}

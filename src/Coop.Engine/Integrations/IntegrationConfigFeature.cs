using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>What an organisation does with its configuration of an integration. No secret ever leaves through here.</summary>
public sealed class IntegrationConfigFeature(IIntegrationCatalogueSource catalogue, IIntegrationConfigStore configs, TimeProvider time)
{
    /// <summary>Raised with (orgId, integrationId) after anybody's save or removal. Subscribers return at once.</summary>
    public event Action<string, string>? Changed
    {
        add => configs.Changed += value;
        remove => configs.Changed -= value;
    }

    /// <summary>An empty object when nothing is saved.</summary>
    public async Task<Result<MaskedConfig>> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(integrationId)?.Manifest is not { } manifest)
        {
            return Unknown(integrationId);
        }

        var saved = await configs.FindAsync(orgId, integrationId, cancellationToken);
        return MaskedConfig.Of(manifest, saved?.Config.Json ?? JsonText.EmptyObject, saved?.UpdatedAt) with { UnreadableSecrets = saved?.UnreadableSecrets ?? [] };
    }

    /// <summary>Everything that is wrong with the fields, without saving them or asking the integration.</summary>
    public async Task<Result<string>> CheckAsync(string orgId, string integrationId, JsonElement draft, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(integrationId)?.Manifest is not { } manifest)
        {
            return Unknown(integrationId);
        }

        return ConfigDraft.Check(manifest, draft, (await configs.FindAsync(orgId, integrationId, cancellationToken))?.Config.Json).Then(_ => integrationId);
    }

    /// <summary>Lets the integration try a configuration, step by step; nothing is saved.</summary>
    /// <param name="draft">As it would be saved, so that a secret that is left out is the saved one; null for what is saved.</param>
    public async Task<Result<IReadOnlyList<ConnectionTestStep>>> TestAsync(string orgId, string integrationId, JsonElement? draft, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(integrationId) is not { Manifest: { } manifest } integration)
        {
            return Unknown(integrationId);
        }

        if (integration.ConnectionTest is not { } test)
        {
            return IntegrationProblems.NoConnectionTest(manifest.Name);
        }

        var saved = (await configs.FindAsync(orgId, integrationId, cancellationToken))?.Config ?? OrgConfig.Empty;
        var check = draft is { } given ? ConfigDraft.Check(manifest, given, saved.Json) : saved.Json;
        if (!check.TryGet(out var json))
        {
            return Result<IReadOnlyList<ConnectionTestStep>>.Refused(check.Problems);
        }

        var (config, keys) = (new OrgConfig(json), SecretFields.Of(manifest));
        var secrets = SecretWords.Of(config, keys).And(SecretWords.Of(saved, keys));
        return Result<IReadOnlyList<ConnectionTestStep>>.Of(await ConnectionTrial.RunAsync(test, secrets, config, time, cancellationToken));
    }

    /// <param name="actor">Who saves: an API key's or a user's id.</param>
    /// <param name="expectedVersion">The version that was read: nothing is saved over another one. Null replaces whatever is there.</param>
    public async Task<Result<MaskedConfig>> SaveAsync(
        string orgId, string integrationId, JsonElement draft, string actor, string? expectedVersion, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (catalogue.Current.Find(integrationId) is not { Manifest: { } manifest } integration)
            {
                return Unknown(integrationId);
            }

            var saved = await configs.FindAsync(orgId, integrationId, cancellationToken);
            if (Stale(manifest.Name, saved, expectedVersion) is { } stale)
            {
                return stale;
            }

            var check = ConfigDraft.Check(manifest, draft, saved?.Config.Json);
            if (!check.TryGet(out var config))
            {
                return Result<MaskedConfig>.Refused(check.Problems);
            }

            if (integration.ConfigValidator is { } validator
                && await ConfigValidation.RunAsync(validator, manifest, new OrgConfig(config), saved?.Config, time, cancellationToken) is { Count: > 0 } refused)
            {
                return Result<MaskedConfig>.Refused(refused);
            }

            var secrets = SecretFields.Of(manifest).ToHashSet();
            if (await configs.SaveAsync(orgId, integrationId, config, secrets, manifest.ConfigSchemaVersion, actor, saved?.UpdatedAt, cancellationToken) is { } savedAt)
            {
                return MaskedConfig.Of(manifest, config, savedAt);
            }

            // A secret that somebody else replaced since it was read must not come back: what is kept of theirs is looked at once more.
        }
    }

    /// <summary>Possible also when the integration is no longer installed: what was saved for it must not outlive the wish to remove it.</summary>
    /// <param name="expectedVersion">The version that was read: another one stays. Null removes whatever is there.</param>
    public async Task<Result<string>> DeleteAsync(string orgId, string integrationId, string actor, string? expectedVersion, CancellationToken cancellationToken)
    {
        while (await configs.FindAsync(orgId, integrationId, cancellationToken) is { } saved)
        {
            if (Stale(catalogue.Current.Find(integrationId)?.Manifest?.Name ?? integrationId, saved, expectedVersion) is { } stale)
            {
                return stale;
            }

            if (await configs.DeleteAsync(orgId, integrationId, actor, saved.UpdatedAt, cancellationToken))
            {
                return integrationId;
            }
        }

        return catalogue.Current.Find(integrationId) is null ? Unknown(integrationId) : IntegrationProblems.NothingSaved(integrationId);
    }

    private Problem? Stale(string name, SavedIntegrationConfig? saved, string? expectedVersion) =>
        expectedVersion is null || MaskedConfig.VersionOf(saved?.UpdatedAt) == expectedVersion ? null
            : EditProblems.ChangedMeanwhile(
                SettingKind.IntegrationConfig, name, new Meanwhile(MaskedConfig.VersionOf(saved?.UpdatedAt), saved?.UpdatedAt ?? time.GetUtcNow(), By: null, Members: []));

    private Problem Unknown(string id) => IntegrationProblems.Unknown(id, catalogue.Current.Integrations.Select(i => i.Id).OfType<string>());
}

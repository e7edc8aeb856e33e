using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>What an organisation does with its configuration of an integration. No secret ever leaves through here.</summary>
/// <param name="given">What integrations are given.</param>
public sealed class IntegrationConfigFeature(IIntegrationCatalogueSource catalogue, ISettingStore<IntegrationConfig> configs, IIntegrationConfigStore given, TimeProvider time)
{
    // Each has places of its own: a connection that hangs keeps nobody from saving.
    private readonly SetupCall _trials = new(time);
    private readonly SetupCall _checks = new(time);

    /// <summary>Raised with (orgId, integrationId) after anybody's save or removal. Subscribers return at once.</summary>
    public event Action<string, string>? Changed
    {
        add => given.Changed += value;
        remove => given.Changed -= value;
    }

    /// <summary>An empty object when nothing is saved.</summary>
    public async Task<Result<MaskedConfig>> FindAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(integrationId)?.Manifest is not { } manifest)
        {
            return Unknown(integrationId);
        }

        return MaskedConfig.Of(manifest, await configs.FindAsync(orgId, integrationId, cancellationToken));
    }

    /// <summary>Everything that is wrong with the fields, without saving them or asking the integration.</summary>
    public async Task<Result<string>> CheckAsync(string orgId, string integrationId, JsonElement draft, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(integrationId)?.Manifest is not { } manifest)
        {
            return Unknown(integrationId);
        }

        return ConfigDraft.Check(manifest, draft, (await configs.FindValueAsync(orgId, integrationId, cancellationToken))?.Json).Then(_ => integrationId);
    }

    /// <summary>What would be saved for an organisation that has nothing saved, or everything that stands in the way.</summary>
    public static Task<Result<JsonElement>> AsSavedAsync(string orgId, Integration integration, IntegrationManifest manifest, JsonElement draft, TimeProvider time, CancellationToken cancellationToken) =>
        CheckedAsync(new SetupCall(time), orgId, integration, manifest, draft, saved: null, cancellationToken);

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

        var saved = await configs.FindValueAsync(orgId, integrationId, cancellationToken) is { } kept ? new OrgConfig(kept.Json) : OrgConfig.Empty;
        var check = draft is { } given ? ConfigDraft.Check(manifest, given, saved.Json) : saved.Json;
        if (!check.TryGet(out var json))
        {
            return Result<IReadOnlyList<ConnectionTestStep>>.Refused(check.Problems);
        }

        var (config, keys) = (new OrgConfig(json), SecretFields.Of(manifest));
        var secrets = SecretWords.Of(config, keys).And(SecretWords.Of(saved, keys));
        return Result<IReadOnlyList<ConnectionTestStep>>.Of(await ConnectionTrial.RunAsync(_trials, orgId, test, secrets, config, cancellationToken));
    }

    /// <param name="actor">Who saves: an API key's or a person's id.</param>
    /// <param name="expectedVersion">The version that was read: nothing is saved over another one. Null replaces whatever is there, <see cref="SettingVersion.Any"/> whatever is there but nothing.</param>
    public Task<Result<MaskedConfig>> SaveAsync(
        string orgId, string integrationId, JsonElement draft, string actor, string? expectedVersion, CancellationToken cancellationToken) =>
        Judged.UntilSettledAsync(() => SaveOnceAsync(orgId, integrationId, draft, actor, expectedVersion, cancellationToken));

    /// <summary>Possible also when the integration is no longer installed: what was saved for it must not outlive the wish to remove it.</summary>
    /// <param name="expectedVersion">The version that was read: another one stays. Null removes whatever is there, and so does <see cref="SettingVersion.Any"/>, which there has to be one for.</param>
    public async Task<Result<string>> DeleteAsync(string orgId, string integrationId, string actor, string? expectedVersion, CancellationToken cancellationToken)
    {
        var missing = catalogue.Current.Find(integrationId) is null ? Unknown(integrationId)
            : expectedVersion is null or SettingVersion.None ? IntegrationProblems.NothingSaved(integrationId)
            : EditProblems.NeverWas(IntegrationConfig.SettingKind, integrationId);
        var edit = new SettingEdit<IntegrationConfig>
        {
            OrgId = orgId,
            Id = integrationId,
            By = actor,
            ExpectedVersion = expectedVersion,
            Change = saved => saved is null ? missing : saved.Value,
            Deletes = true,
        };
        return (await configs.ChangeAsync(edit, cancellationToken)).Then(gone => gone.Value.Id);
    }

    private async Task<Result<MaskedConfig>> SaveOnceAsync(
        string orgId, string integrationId, JsonElement draft, string actor, string? expectedVersion, CancellationToken cancellationToken)
    {
        if (catalogue.Current.Find(integrationId) is not { Manifest: { } manifest } integration)
        {
            return Unknown(integrationId);
        }

        var saved = await configs.FindAsync(orgId, integrationId, cancellationToken);
        Result<IntegrationConfig> wanted = EditProblems.Moved;
        if (SettingVersion.IsMet<IntegrationConfig>(expectedVersion, saved?.Version))
        {
            var check = await CheckedAsync(_checks, orgId, integration, manifest, draft, saved?.Value, cancellationToken);
            if (!check.TryGet(out var config))
            {
                return Result<MaskedConfig>.Refused(check.Problems);
            }

            wanted = new IntegrationConfig(orgId, integrationId, manifest.Name, config, SecretFields.Of(manifest).ToHashSet(), manifest.ConfigSchemaVersion);
        }

        // A secret that somebody else replaced since it was read must not come back: what is kept of theirs is looked at once more.
        var edit = new SettingEdit<IntegrationConfig>
        {
            OrgId = orgId,
            Id = integrationId,
            By = actor,
            ExpectedVersion = expectedVersion,
            Change = now => now?.Version == saved?.Version ? wanted : EditProblems.Moved,
        };
        return (await configs.ChangeAsync(edit, cancellationToken)).Then(now => MaskedConfig.Of(manifest, now));
    }

    /// <summary>The whole of it as it would be saved, secrets that are kept included, when neither we nor the integration object.</summary>
    private static async Task<Result<JsonElement>> CheckedAsync(
        SetupCall checks, string orgId, Integration integration, IntegrationManifest manifest, JsonElement draft, IntegrationConfig? saved, CancellationToken cancellationToken)
    {
        var check = ConfigDraft.Check(manifest, draft, saved?.Json);
        if (!check.TryGet(out var config) || integration.ConfigValidator is not { } validator)
        {
            return check;
        }

        var before = saved is null ? null : new OrgConfig(saved.Json);
        return await ConfigValidation.RunAsync(checks, orgId, validator, manifest, new OrgConfig(config), before, cancellationToken) is { Count: > 0 } refused
            ? Result<JsonElement>.Refused(refused)
            : config;
    }

    private Problem Unknown(string id) => IntegrationProblems.Unknown(id, catalogue.Current.Integrations.Select(i => i.Id).OfType<string>());
}

using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Integrations;

/// <summary>An entry of the config file as one organisation sees it.</summary>
/// <param name="IsConfigured">Whether this organisation saved a configuration.</param>
public sealed record OrgIntegration(Integration Integration, bool IsConfigured)
{
    /// <summary>False without an id, and when another entry has the id: then nothing can be found, saved or used under it.</summary>
    public required bool OwnsId { get; init; }

    /// <summary>Keys of secrets that this organisation saved and nobody can decrypt any more.</summary>
    public IReadOnlyList<string> UnreadableSecrets { get; init; } = [];

    /// <summary>What it does not do for this organisation as it should. It serves all the same.</summary>
    public IReadOnlyList<IntegrationProblem> Troubles { get; init; } = [];
}

/// <param name="UsedBy">The organisation's rules that use its signals.</param>
public sealed record OrgIntegrationDetail(OrgIntegration Integration, IReadOnlyList<Use> UsedBy);

/// <summary>What people see of the installed integrations.</summary>
public sealed class IntegrationFeature(IIntegrationCatalogueSource catalogue, ISettingStore<IntegrationConfig> configs, IUses uses)
{
    /// <summary>Every entry, in the order of the config file, failed ones too.</summary>
    public async Task<IReadOnlyList<OrgIntegration>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        var configured = await ConfiguredAsync(orgId, cancellationToken);
        var current = catalogue.Current;
        return [.. current.Integrations.Select(integration => Of(integration, integration.Id is { } id && ReferenceEquals(current.Find(id), integration), configured, orgId))];
    }

    public async Task<Result<OrgIntegrationDetail>> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        var current = catalogue.Current;
        if (current.Find(id) is not { } integration)
        {
            return IntegrationProblems.Unknown(id, current.Integrations.Select(i => i.Id).OfType<string>());
        }

        var configured = await ConfiguredAsync(orgId, cancellationToken);
        var signals = integration.Manifest?.SignalTypeIds ?? [];
        var used = await uses.OfAllAsync(orgId, SettingKind.Signal, cancellationToken);
        return new OrgIntegrationDetail(
            Of(integration, ownsId: true, configured, orgId),
            [.. signals.SelectMany(signal => used[signal]).DistinctBy(use => use.User).OrderBy(use => use.UserName, StringComparer.Ordinal)]);
    }

    private async Task<Dictionary<string, IntegrationConfig>> ConfiguredAsync(string orgId, CancellationToken cancellationToken) =>
        (await configs.ListValuesAsync(orgId, cancellationToken)).ToDictionary(config => config.Id, StringComparer.Ordinal);

    private static OrgIntegration Of(Integration integration, bool ownsId, Dictionary<string, IntegrationConfig> configured, string orgId)
    {
        var config = ownsId ? configured.GetValueOrDefault(integration.Id!) : null;
        return new OrgIntegration(integration, config is not null) { OwnsId = ownsId, UnreadableSecrets = config?.UnreadableSecrets ?? [], Troubles = TroublesOf(integration, orgId) };
    }

    private static IReadOnlyList<IntegrationProblem> TroublesOf(Integration integration, string orgId) =>
    [
        .. integration.Signals.Select(signal => signal.State.LateMatchers.InForce(orgId) is { } late ? IntegrationProblems.MatcherLate(signal, late) : null)
            .OfType<IntegrationProblem>(),
    ];
}

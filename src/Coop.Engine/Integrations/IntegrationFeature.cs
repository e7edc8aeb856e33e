using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Engine.Integrations;

/// <summary>An entry of the config file as one organisation sees it.</summary>
/// <param name="IsConfigured">Whether this organisation saved a configuration.</param>
public sealed record OrgIntegration(Integration Integration, bool IsConfigured);

/// <param name="UsedBy">The organisation's rules that use its signals.</param>
public sealed record OrgIntegrationDetail(OrgIntegration Integration, IReadOnlyList<Rule> UsedBy);

/// <summary>What people see of the installed integrations.</summary>
public sealed class IntegrationFeature(IIntegrationCatalogueSource catalogue, IIntegrationConfigStore configs, IRuleStore rules)
{
    /// <summary>Every entry, in the order of the config file, failed ones too.</summary>
    public async Task<IReadOnlyList<OrgIntegration>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        var configured = await configs.ListConfiguredAsync(orgId, cancellationToken);
        return [.. catalogue.Current.Integrations.Select(integration => new OrgIntegration(integration, integration.Id is { } id && configured.Contains(id)))];
    }

    public async Task<Result<OrgIntegrationDetail>> FindAsync(string orgId, string id, CancellationToken cancellationToken)
    {
        var current = catalogue.Current;
        if (current.Find(id) is not { } integration)
        {
            return IntegrationProblems.Unknown(id, current.Integrations.Select(i => i.Id).OfType<string>());
        }

        var configured = await configs.ListConfiguredAsync(orgId, cancellationToken);
        var signals = integration.Manifest?.SignalTypeIds ?? [];
        var all = await rules.ListAsync(orgId, cancellationToken);
        return new OrgIntegrationDetail(
            new OrgIntegration(integration, configured.Contains(id)),
            [.. all.Where(rule => RuleUses.SignalIds(rule.Conditions).Any(signals.Contains))]);
    }
}

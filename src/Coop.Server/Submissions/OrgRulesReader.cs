using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;

namespace Coop.Server.Submissions;

/// <summary>Reads everything an organisation decides with.</summary>
internal sealed class OrgRulesReader(IRuleStore rules, IItemTypeStore itemTypes, IActionStore actions, IPolicyStore policies, IBankStore banks)
{
    public async Task<(RulesetSource Source, IReadOnlyList<ItemType> ItemTypes)> ReadAsync(
        string orgId, IntegrationCatalogue catalogue, CancellationToken cancellationToken)
    {
        var source = new RulesetSource
        {
            OrgId = orgId,
            Rules = await rules.ListAsync(orgId, cancellationToken),
            Actions = await actions.ListAsync(orgId, cancellationToken),
            Policies = await policies.ListAsync(orgId, cancellationToken),
            Banks = await banks.ListAsync(orgId, cancellationToken),
            Catalogue = catalogue,
        };
        return (source, await itemTypes.ListAsync(orgId, cancellationToken));
    }
}

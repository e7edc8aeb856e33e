using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Policies;

namespace Coop.Engine.Rules;

/// <summary>Gathers what a rule of an organisation can refer to now.</summary>
public sealed class RuleSurroundingsReader(
    IItemTypeStore itemTypes, IActionStore actions, IPolicyStore policies, IBankStore banks, IIntegrationCatalogueSource catalogue)
{
    public async Task<RuleSurroundings> ReadAsync(string orgId, CancellationToken cancellationToken) => new()
    {
        OrgId = orgId,
        ItemTypes = await itemTypes.ListAsync(orgId, cancellationToken),
        Actions = await actions.ListAsync(orgId, cancellationToken),
        Policies = await policies.ListAsync(orgId, cancellationToken),
        Banks = await banks.ListAsync(orgId, cancellationToken),
        Catalogue = catalogue.Current,
    };
}

using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Uses;

namespace Coop.Engine.Rules;

/// <summary>Gathers what a rule of an organisation can refer to now.</summary>
public sealed class RuleSurroundingsReader(
    ISettingStore<ItemType> itemTypes, ISettingStore<ModerationAction> actions, ISettingStore<Policy> policies, ISettingStore<MatchingBank> banks,
    IIntegrationCatalogueSource catalogue)
{
    public async Task<RuleSurroundings> ReadAsync(string orgId, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<SettingRef, string>();
        return new RuleSurroundings
        {
            OrgId = orgId,
            ItemTypes = await ReadAsync(itemTypes),
            Actions = await ReadAsync(actions),
            Policies = await ReadAsync(policies),
            Banks = await ReadAsync(banks),
            Versions = versions,
            Catalogue = catalogue.Current,
        };

        async Task<IReadOnlyList<T>> ReadAsync<T>(ISettingStore<T> store)
            where T : class, ISetting<T>
        {
            var list = await store.ListAsync(orgId, cancellationToken);
            foreach (var setting in list)
            {
                versions.Add(new SettingRef(T.SettingKind, setting.Value.Id), setting.Version);
            }

            return [.. list.Select(setting => setting.Value)];
        }
    }
}

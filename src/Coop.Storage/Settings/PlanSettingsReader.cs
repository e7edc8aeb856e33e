using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;

namespace Coop.Storage.Settings;

/// <summary>The lists of all kinds, read in one transaction.</summary>
internal sealed class PlanSettingsReader(
    SettingTools tools, SettingStore<Rule> rules, SettingStore<ItemType> itemTypes, SettingStore<ModerationAction> actions, SettingStore<Policy> policies,
    SettingStore<MatchingBank> banks) : IPlanSettings
{
    public async Task<PlanSettings> ReadAsync(string orgId, CancellationToken cancellationToken)
    {
        await using var db = await tools.Dbs.CreateDbContextAsync(cancellationToken);
        await using var moment = await tools.Dialect.BeginReadAsync(db, cancellationToken);
        return new PlanSettings(
            (await rules.ListAsync(db, orgId, cancellationToken)).Values(),
            (await itemTypes.ListAsync(db, orgId, cancellationToken)).Values(),
            (await actions.ListAsync(db, orgId, cancellationToken)).Values(),
            (await policies.ListAsync(db, orgId, cancellationToken)).Values(),
            (await banks.ListAsync(db, orgId, cancellationToken)).Values());
    }
}

using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Storage.Actions;
using Coop.Storage.ApiKeys;
using Coop.Storage.Integrations;
using Coop.Storage.Orgs;
using Coop.Storage.Outbox;
using Coop.Storage.People;
using Coop.Storage.Secrets;
using Coop.Storage.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Storage;

internal static class SettingsRegistration
{
    public static void AddSettings(this IServiceCollection services)
    {
        services.AddSingleton<OrgRevisions>();
        services.AddSingleton<IOrgRevisions>(provider => provider.GetRequiredService<OrgRevisions>());
        services.AddSingleton<IEditors, Editors>();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<SettingTools>();
        services.AddSingleton<IUses, UseTable>();
        services.AddSingleton<SettingVersions>();
        services.AddSingleton<IRuleVersions>(provider => provider.GetRequiredService<SettingVersions>());
        services.AddSingleton<IItemTypeVersions>(provider => provider.GetRequiredService<SettingVersions>());
        services.AddKind<ItemType>(_ => new ContentShelf<ItemType>(keepsVersions: true));
        services.AddKind<ModerationAction>(provider =>
        {
            var vault = provider.GetRequiredService<SecretVault>();
            return new ContentShelf<ModerationAction>(
                seal: action => SealedHeaders.Seal(vault, action), open: kept => SealedHeaders.Open(vault, kept),
                removed: provider.GetRequiredService<EndedWebhooks>().EndAsync);
        });
        services.AddKind<Policy>(_ => new ContentShelf<Policy>());
        services.AddKind<MatchingBank>(_ => new ContentShelf<MatchingBank>());
        services.AddKind<Rule>(_ => new ContentShelf<Rule>(keepsVersions: true));
        services.AddKind<IntegrationConfig>(provider => new IntegrationConfigShelf(provider.GetRequiredService<SecretVault>()));
        services.AddKind<ApiKey>(_ => new ApiKeyShelf());
        services.AddKind<Person>(_ => new PersonShelf());
        services.AddKind<Org>(_ => new OrgShelf());
        services.AddSingleton<IPlanSettings, PlanSettingsReader>();
    }

    private static void AddKind<T>(this IServiceCollection services, Func<IServiceProvider, Shelf<T>> shelf)
        where T : class, ISetting<T>
    {
        services.AddSingleton(provider => new SettingStore<T>(provider.GetRequiredService<SettingTools>(), shelf(provider)));
        services.AddSingleton<ISettingStore<T>>(provider => provider.GetRequiredService<SettingStore<T>>());
    }
}

using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Storage.Actions;
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
        services.AddKind(_ => new ContentShelf<ItemType>(keepsVersions: true));
        services.AddKind(provider =>
        {
            var vault = provider.GetRequiredService<SecretVault>();
            return new ContentShelf<ModerationAction>(seal: action => SealedHeaders.Seal(vault, action), open: kept => SealedHeaders.Open(vault, kept));
        });
        services.AddKind(_ => new ContentShelf<Policy>());
        services.AddKind(_ => new ContentShelf<MatchingBank>());
        services.AddKind(_ => new ContentShelf<Rule>(keepsVersions: true));
    }

    private static void AddKind<T>(this IServiceCollection services, Func<IServiceProvider, ContentShelf<T>> shelf)
        where T : class, ISetting<T>
    {
        services.AddSingleton(provider => new SettingStore<T>(provider.GetRequiredService<SettingTools>(), shelf(provider)));
        services.AddSingleton<ISettingStore<T>>(provider => provider.GetRequiredService<SettingStore<T>>());
    }
}

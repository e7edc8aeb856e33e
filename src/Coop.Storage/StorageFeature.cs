using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Submissions;
using Coop.Storage.Actions;
using Coop.Storage.ApiKeys;
using Coop.Storage.Banks;
using Coop.Storage.Decisions;
using Coop.Storage.Integrations;
using Coop.Storage.Items;
using Coop.Storage.Orgs;
using Coop.Storage.Outbox;
using Coop.Storage.People;
using Coop.Storage.Policies;
using Coop.Storage.Rules;
using Coop.Storage.Secrets;
using Coop.Storage.Sqlite;
using Coop.Storage.Submissions;
using Coop.Storage.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coop.Storage;

/// <summary>The door of this room: every store, on one SQLite file.</summary>
public static class StorageFeature
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static IServiceCollection AddCoopStorage(this IServiceCollection services, StorageOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory);
        CreateForOwner(options.KeysDirectory);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddDataProtection().SetApplicationName("Coop").PersistKeysToFileSystem(new DirectoryInfo(options.KeysDirectory));

        var connectionString = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(options.DatabaseFile), ForeignKeys = true }.ConnectionString;
        services.AddPooledDbContextFactory<SqliteCoopDb>(builder => SqliteCoopDb.Configure(builder, connectionString));
        services.AddSingleton<IDbContextFactory<CoopDb>, SqliteCoopDbs>();
        services.AddSingleton<Dialect, SqliteDialect>();
        services.AddSingleton<WriteLane>();
        services.AddSingleton<SecretVault>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<IStorageStartup, StorageStartup>();

        services.AddSingleton<IOrgStore, OrgStore>();
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<IItemTypeStore, ItemTypeStore>();
        services.AddSingleton<IActionStore, ActionStore>();
        services.AddSingleton<IPolicyStore, PolicyStore>();
        services.AddSingleton<RuleStore>();
        services.AddSingleton<IRuleStore>(provider => provider.GetRequiredService<RuleStore>());
        services.AddSingleton<IRuleVersions>(provider => provider.GetRequiredService<RuleStore>());
        services.AddSingleton<IRuleQuotaStore, RuleQuotaStore>();
        services.AddSingleton<IBankStore, BankStore>();
        services.AddSingleton<IIntegrationConfigStore, IntegrationConfigStore>();
        services.AddSingleton<ISubmissionStore, SubmissionStore>();
        services.AddSingleton<IDecisionStore, DecisionStore>();
        services.AddSingleton<IActionOutbox, ActionOutbox>();
        services.AddSingleton<IDeliveryLog, DeliveryLog>();
        services.AddPeople();
        return services;
    }

    private static void CreateForOwner(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly);
        }
    }
}

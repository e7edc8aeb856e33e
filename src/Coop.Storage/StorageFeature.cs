using Coop.Engine.ApiKeys;
using Coop.Engine.Deciding;
using Coop.Engine.Editing;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;
using Coop.Storage.ApiKeys;
using Coop.Storage.Database;
using Coop.Storage.Decisions;
using Coop.Storage.Integrations;
using Coop.Storage.Keys;
using Coop.Storage.Orgs;
using Coop.Storage.Outbox;
using Coop.Storage.People;
using Coop.Storage.Plans;
using Coop.Storage.Retention;
using Coop.Storage.Secrets;
using Coop.Storage.Sqlite;
using Coop.Storage.Stream;
using Coop.Storage.Writing;
using Microsoft.AspNetCore.DataProtection;
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

        services.AddSingleton<SqliteFile>();
        services.AddSingleton<OnlyInPlace>();
        services.AddSingleton<Explained>();
        services.AddSingleton<Reads>();
        services.AddPooledDbContextFactory<SqliteCoopDb>((given, builder) =>
            SqliteCoopDb.Configure(builder, given.GetRequiredService<SqliteFile>().ConnectionString, given.GetRequiredService<OnlyInPlace>(), given.GetRequiredService<Explained>()));
        services.AddSingleton<ICoopDbs, SqliteCoopDbs>();
        services.AddSingleton<IDbContextFactory<CoopDb>>(given => given.GetRequiredService<ICoopDbs>());
        services.AddSingleton<Dialect, SqliteDialect>();
        services.AddSingleton<WriteHealth>();
        services.AddSingleton<WriteLane>();
        services.AddSingleton<IStorageHealth, StorageHealth>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<SubmissionReader>();
        services.AddSingleton<SecretVault>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<MigrationLock>();
        services.AddSingleton<OutboxOwner>();
        services.AddSingleton<OutboxTargets>();
        services.AddSingleton<OutboxClaims>();
        services.AddSingleton<Receivers>();
        services.AddSingleton<SteadyClock>();
        services.AddSingleton<IStorageStartup, StorageStartup>();

        services.AddSingleton<IOrgStore, OrgStore>();
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSettings();
        services.AddSingleton<IIntegrationConfigStore, IntegrationConfigStore>();
        services.AddSingleton<IItemStream, ItemStream>();
        services.AddSingleton<IDecisionLog, DecisionLog>();
        services.AddSingleton<PlanUses>();
        services.AddSingleton<IPlanArchive, PlanArchive>();
        services.AddSingleton<ISubmissionArchive, SubmissionArchive>();
        services.AddSingleton<IDecisionStore, DecisionStore>();
        services.AddSingleton<IOutbox, OutboxStore>();
        services.AddSingleton<EndedWebhooks>();
        services.AddSingleton<IDeliveryLog, DeliveryLog>();
        services.TryAddSingleton(new RetentionOptions());
        services.TryAddSingleton(new SettingLimits());
        services.AddSingleton<RetentionClock>();
        services.AddSingleton<IKeptForReview, KeptForReview>();
        services.AddSingleton<IRetention, DecisionRetention>();
        services.AddSingleton<IRetention, DecisionSurplus>();
        services.AddSingleton<IRetention, ReviewRetention>();
        services.AddSingleton<IRetention, GivenUpNotices>();
        services.AddSingleton<IRetention, DeliveryRetention>();
        services.AddSingleton<IRetention, DeliverySurplus>();
        services.AddSingleton<IRetention, PlanRetention>();
        services.AddSingleton<IRetention, QuotaRetention>();
        services.AddSingleton<IRetention, KnownTimeKeeping>();
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

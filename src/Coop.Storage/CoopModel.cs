using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Banks;
using Coop.Engine.People;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Integrations;
using Coop.Storage.Actions;
using Coop.Storage.ApiKeys;
using Coop.Storage.Database;
using Coop.Storage.Decisions;
using Coop.Storage.Integrations;
using Coop.Storage.Keys;
using Coop.Storage.Outbox;
using Coop.Storage.People;
using Coop.Storage.Plans;
using Coop.Storage.Retention;
using Coop.Storage.Reviews;
using Coop.Storage.Rules;
using Coop.Storage.Schema;
using Coop.Storage.Settings;
using Coop.Storage.Stream;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage;

/// <summary>What is remembered: every row of every folder, mapped. Only the composition knows them all; a store knows its own.</summary>
internal static class CoopModel
{
    public static void Map(ModelBuilder modelBuilder)
    {
        OrgRow.Map(modelBuilder.Entity<OrgRow>());
        PersonRow.Map(modelBuilder.Entity<PersonRow>());
        InvitationRow.Map(modelBuilder.Entity<InvitationRow>());
        ApiKeyRow.Map(modelBuilder.Entity<ApiKeyRow>());
        SettingRow.Map(modelBuilder.Entity<SettingRow>());
        SettingChangeRow.Map(modelBuilder.Entity<SettingChangeRow>());
        UseRow.Map(modelBuilder.Entity<UseRow>());
        RuleQuotaRow.Map(modelBuilder.Entity<RuleQuotaRow>());
        IntegrationConfigRow.Map(modelBuilder.Entity<IntegrationConfigRow>());
        KeyRow.Map(modelBuilder.Entity<KeyRow>());
        SubmissionRow.Map(modelBuilder.Entity<SubmissionRow>());
        QueueRow.Map(modelBuilder.Entity<QueueRow>());
        DecisionRow.Map(modelBuilder.Entity<DecisionRow>());
        PlanRow.Map(modelBuilder.Entity<PlanRow>());
        PlanUseRow.Map(modelBuilder.Entity<PlanUseRow>());
        PlanPartRow.Map(modelBuilder.Entity<PlanPartRow>());
        PlanContentRow.Map(modelBuilder.Entity<PlanContentRow>());
        ActionExecutionRow.Map(modelBuilder.Entity<ActionExecutionRow>());
        ReceiverRow.Map(modelBuilder.Entity<ReceiverRow>());
        TargetRow.Map(modelBuilder.Entity<TargetRow>());
        OutboxRow.Map(modelBuilder.Entity<OutboxRow>());
        KnownTimeRow.Map(modelBuilder.Entity<KnownTimeRow>());
        ReviewJobRow.Map(modelBuilder.Entity<ReviewJobRow>());
        KeptReviewsRow.Map(modelBuilder.Entity<KeptReviewsRow>());

        // The hot path is plain SQL that every database reads the same way: names that need no quotes.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }

    public static void Convert(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<SettingKind>().HaveConversion<WireNameConverter<SettingKind>>();
        configurationBuilder.Properties<SettingChangeKind>().HaveConversion<WireNameConverter<SettingChangeKind>>();
        configurationBuilder.Properties<ApiKeyScope>().HaveConversion<WireNameConverter<ApiKeyScope>>();
        configurationBuilder.Properties<ItemTypeKind>().HaveConversion<WireNameConverter<ItemTypeKind>>();
        configurationBuilder.Properties<ActionType>().HaveConversion<WireNameConverter<ActionType>>();
        configurationBuilder.Properties<RuleStatus>().HaveConversion<WireNameConverter<RuleStatus>>();
        configurationBuilder.Properties<OnUnknown>().HaveConversion<WireNameConverter<OnUnknown>>();
        configurationBuilder.Properties<BankType>().HaveConversion<WireNameConverter<BankType>>();
        configurationBuilder.Properties<Role>().HaveConversion<WireNameConverter<Role>>();
    }
}

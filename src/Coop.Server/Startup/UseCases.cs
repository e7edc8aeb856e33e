using Coop.Engine.Actions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;
using Coop.Engine.Policies;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Trials;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Engine.Signals.Offers;
using Coop.Server.Actions;
using Coop.Server.Signals;

namespace Coop.Server.Startup;

internal static class UseCases
{
    /// <summary>The doors of the engine that endpoints and pages call.</summary>
    public static void AddUseCases(this IServiceCollection services)
    {
        services.AddSingleton<ItemTypeFeature>();
        services.AddSingleton<ActionFeature>();
        services.AddSingleton<DeliveryFeature>();
        services.AddSingleton<ActionTrial>();
        services.AddSingleton<PolicyFeature>();
        services.AddSingleton<BankFeature>();
        services.AddSingleton<RuleSurroundingsReader>();
        services.AddSingleton<RuleFeature>();
        services.AddSingleton<RuleTrialFeature>();
        services.AddSingleton<SubmittedItemFeature>();
        services.AddSingleton<ApiKeyFeature>();
        services.AddSingleton<IntegrationFeature>();
        services.AddSingleton<IntegrationConfigFeature>();
        services.AddSingleton<ISignalLog, SignalLog>();
        services.AddSingleton<ISignalRunner, SignalRunner>();
        services.AddSingleton<SignalFeature>();
        services.AddSingleton<DecisionExplanations>();
        services.AddSingleton<DecisionFeature>();
        services.AddSingleton<OrgFounding>();
        services.AddSingleton<OrgFeature>();
    }
}

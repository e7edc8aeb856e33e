using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Server.Access;

namespace Coop.Server.Submissions;

internal static class SubmissionsFeature
{
    public static void AddSubmissions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SubmissionSection.Read(configuration));
        services.AddSingleton(EvaluationSection.Read(configuration));
        services.AddSingleton<IFlowLog, FlowLog>();
        services.AddSingleton<IPlanReader, PlanReader>();
        services.AddSingleton<CurrentPlans>();
        services.AddSingleton<InForce>();
        services.AddSingleton(new FlowSteps(StopAtStep.Read(Environment.GetEnvironmentVariable)));
        services.AddSingleton(provider => new ItemFlow(
            provider.GetRequiredService<IItemStream>(),
            provider.GetRequiredService<IDecisionLog>(),
            provider.GetRequiredService<CurrentPlans>(),
            provider.GetRequiredService<IItemTypeVersions>(),
            provider.GetRequiredService<IDecisionStore>(),
            provider.GetRequiredService<FlowOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IFlowLog>(),
            provider.GetRequiredService<FlowSteps>().Step));
        services.AddHostedService<FlowWorker>();
        // Else the web server alone would have the time to stop in: it waits for the answers to its requests, some of which wait for the flow.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
    }
}

/// <param name="Step">Null but in tests.</param>
internal sealed record FlowSteps(Action<FlowStep>? Step);

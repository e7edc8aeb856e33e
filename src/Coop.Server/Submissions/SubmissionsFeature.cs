namespace Coop.Server.Submissions;

internal static class SubmissionsFeature
{
    public static void AddSubmissions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SubmissionOptions.From(configuration));
        services.AddSingleton<OrgRulesReader>();
        services.AddSingleton<CurrentRules>();
        services.AddSingleton<SubmissionDecider>();
        services.AddSingleton<SynchronousDecisions>();
        services.AddSingleton<HeldClaims>();
        // Started before the worker and so stopped after it: what the worker finishes keeps its lease.
        services.AddHostedService(provider => provider.GetRequiredService<HeldClaims>());
        services.AddHostedService<SubmissionWorker>();
    }
}

using Coop.Engine.Flow;
using Coop.Engine.Orgs;

namespace Coop.Server.Startup;

/// <summary>Has every organisation's rules compiled before the server is ready: otherwise the first items after a start would wait for it.</summary>
internal static partial class FirstPlans
{
    /// <summary>What takes longer, or fails, is told, and goes on while the server serves.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task MakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (plans, time) = (services.GetRequiredService<CurrentPlans>(), services.GetRequiredService<TimeProvider>());
        var orgs = await services.GetRequiredService<IOrgStore>().ListAsync(cancellationToken);
        var making = Task.WhenAll(orgs.Select(org => plans.PrepareAsync(org.Id, cancellationToken)));
        try
        {
            await making.WaitAsync(Longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogLate(services.GetRequiredService<ILogger<Ready.StartState>>(), Longest);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not all organisations' rules are compiled after {Longest}; the server is ready without, and the first items of some will wait for it")]
    private static partial void LogLate(ILogger logger, TimeSpan longest);
}

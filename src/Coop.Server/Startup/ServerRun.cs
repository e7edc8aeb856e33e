using Coop.Engine.Problems;
using Coop.Server.People;
using Coop.Server.Sections;

namespace Coop.Server.Startup;

/// <summary>From start to exit code. What an operator can mend is told in words on stderr, without a stack trace.</summary>
internal static class ServerRun
{
    private const int CannotStart = 1;

    /// <param name="check">Looks at the configuration before anything is opened; a text refuses to start.</param>
    /// <param name="serving">Called once it listens.</param>
    public static async Task<int> RunAsync(
        string[] args, Func<IConfiguration, string?>? check = null, Func<WebApplication, CancellationToken, Task>? serving = null)
    {
        try
        {
            await using var app = CoopServer.Build(args);
            if (check?.Invoke(app.Configuration) is { } reason)
            {
                return Refuse([reason]);
            }

            var prepared = await CoopServer.PrepareAsync(app, CancellationToken.None);
            if (!prepared.TryGet(out _))
            {
                return Refuse(prepared.Problems.Select(problem => $"{problem.Detail ?? problem.Title} [{problem.Code}]"));
            }

            if (await Listening.BeginAsync(app) is { } unheard)
            {
                return Refuse([unheard]);
            }

            var stopping = app.Lifetime.ApplicationStopping;
            var isWhole = false;
            try
            {
                if (serving is not null)
                {
                    await serving(app, stopping);
                }

                await CoopServer.OpenAsync(app, stopping);
                await FirstRun.AnnounceAsync(app);
                isWhole = true;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // It serves already, so what it holds is given back as at any other stop.
                isWhole = true;
            }
            finally
            {
                if (!isWhole)
                {
                    await BrokenStart.GiveBackAsync(app);
                }
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (SectionMistakeException e)
        {
            return Refuse(e.Mistakes);
        }
        catch (StorageUnavailableException e)
        {
            return Refuse([e.Message]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse([$"{e.Message} COOP_DATA chooses the data directory."]);
        }
    }

    private static int Refuse(IEnumerable<string> reasons)
    {
        Console.Error.WriteLine("Coop cannot start:");
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"  - {reason}");
        }

        return CannotStart;
    }
}

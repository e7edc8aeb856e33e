using Microsoft.AspNetCore.Connections;

namespace Coop.Server.Startup;

/// <summary>From start to exit code. What an operator can mend is told in words on stderr, without a stack trace.</summary>
internal static class ServerRun
{
    private const int CannotStart = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = CoopServer.Build(args);
            var prepared = await CoopServer.PrepareAsync(app, CancellationToken.None);
            if (!prepared.TryGet(out _))
            {
                return Refuse(prepared.Problems.Select(problem => $"{problem.Detail ?? problem.Title} [{problem.Code}]"));
            }

            await app.RunAsync();
            return 0;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse([$"{e.Message} Stop the other program, or choose another address with --urls or ASPNETCORE_URLS."]);
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

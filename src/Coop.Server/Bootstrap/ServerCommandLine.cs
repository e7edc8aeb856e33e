using System.CommandLine;
using Coop.Server.Startup;

namespace Coop.Server.Bootstrap;

/// <summary>What can be typed after <c>dotnet run --project src/Coop.Server --</c>. Without anything, the server runs.</summary>
internal static class ServerCommandLine
{
    public const int Good = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // Says what is wrong and then the usage; stdout stays clean.
            await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error, Error = Console.Error });
            return WrongUsage;
        }

        // The host ends on Ctrl-C by itself, and takes the time it needs.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RootCommand Root()
    {
        var places = new PlaceOptions();
        var demo = new Option<bool>("--demo") { Description = "Seed a demo organisation and print its keys and a curl to paste. Loopback addresses only." };
        var root = new RootCommand("Coop, a content-moderation host. Without a command it serves at http://localhost:8080.")
        {
            demo,
            places.Urls,
            places.DataDirectory,
            places.ConfigFile,
            places.Environment,
            OrgCommands.Create(places),
            PersonCommands.Create(places),
            WebhookCommands.Create(),
        };
        root.SetAction((parsed, _) => parsed.GetValue(demo)
            ? ServerRun.RunAsync(places.Arguments(parsed), LoopbackOnly.Refusal, DemoFeature.SeedAsync)
            : ServerRun.RunAsync(places.Arguments(parsed)));
        return root;
    }
}

using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Server.Api;
using Coop.Server.Sections;
using Coop.Server.Startup;
using Coop.Storage;

namespace Coop.Server.Bootstrap;

/// <summary>A command on the data directory, with or without a server beside it. stdout carries the JSON answer and nothing else.</summary>
internal static class StoreCommand
{
    private static readonly JsonSerializerOptions Shape = MakeShape();

    public static async Task<int> RunAsync(string[] args, Func<IServiceProvider, Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = CoopServer.Build(args, builder => builder.Logging.ClearProviders()
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                .SetMinimumLevel(LogLevel.Error)
                .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical));
            await app.Services.GetRequiredService<IStorageStartup>().MigrateAsync(cancellationToken);
            return await run(app.Services);
        }
        catch (SectionMistakeException e)
        {
            Console.Error.WriteLine(e.Message);
            return ServerCommandLine.Refused;
        }
    }

    public static int Print<T>(T answer)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(answer, Shape));
        return ServerCommandLine.Good;
    }

    public static int Refuse(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine($"{problem.Code}: {problem.Title} {problem.Detail}");
        }

        return ServerCommandLine.Refused;
    }

    private static JsonSerializerOptions MakeShape()
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        JsonShape.Apply(options);
        return options;
    }
}

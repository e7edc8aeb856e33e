using System.CommandLine;
using System.Text.Json;
using Coop.Engine.Orgs;
using Coop.Engine.Problems;
using Coop.Server.Startup;
using Coop.Storage;

namespace Coop.Server.Bootstrap;

/// <summary><c>org create</c> and <c>org list</c>. stdout carries the JSON answer and nothing else.</summary>
internal static class OrgCommands
{
    private static readonly JsonSerializerOptions Shape = MakeShape();

    public static Command Create(PlaceOptions places)
    {
        var name = new Option<string>("--name") { Description = "The organisation's name.", Required = true };
        var email = new Option<string>("--email") { Description = "The e-mail address of its first person, an admin.", Required = true };
        var password = new Option<string>("--password")
        {
            Description = $"That person's password, at least {OrgFounding.ShortestPassword} characters; '-' reads it from standard input, where no process list shows it.",
            Required = true,
        };
        var create = new Command("create", "Found an organisation and print { orgId, apiKey, adminApiKey, publicKeyPem }. The keys are shown this once.") { name, email, password };
        create.SetAction(async (parsed, cancellationToken) =>
        {
            var secret = parsed.GetRequiredValue(password);
            var draft = new OrgDraft(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(email), secret == "-" ? await Console.In.ReadLineAsync(cancellationToken) ?? "" : secret);
            return await WithStoresAsync(places.Arguments(parsed), services => FoundAsync(services, draft, cancellationToken), cancellationToken);
        });

        var list = new Command("list", "Print the organisations as [{ id, name, email, createdAt }].");
        list.SetAction((parsed, cancellationToken) => WithStoresAsync(
            places.Arguments(parsed), async services => Print(await services.GetRequiredService<IOrgStore>().ListAsync(cancellationToken)), cancellationToken));

        return new Command("org", "Found and list organisations.") { create, list };
    }

    private static async Task<int> FoundAsync(IServiceProvider services, OrgDraft draft, CancellationToken cancellationToken)
    {
        var founded = await services.GetRequiredService<OrgFounding>().FoundAsync(draft, cancellationToken);
        return founded.TryGet(out var org) ? Print(org) : Refuse(founded.Problems);
    }

    private static async Task<int> WithStoresAsync(string[] args, Func<IServiceProvider, Task<int>> run, CancellationToken cancellationToken)
    {
        await using var app = CoopServer.Build(args, builder => builder.Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical));
        await app.Services.GetRequiredService<IStorageStartup>().MigrateAsync(cancellationToken);
        return await run(app.Services);
    }

    private static int Print<T>(T answer)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(answer, Shape));
        return ServerCommandLine.Good;
    }

    private static int Refuse(IReadOnlyList<Problem> problems)
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

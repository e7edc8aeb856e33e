using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Coop.Bench.Ingest;

/// <summary>A server with an organisation, an item type and rules, and its database to look into.</summary>
internal sealed class Subject : IAsyncDisposable
{
    public const string Org = "bench";

    private readonly string _folder;
    private Child? _server;
    private HttpClient? _admin;

    private Subject(string folder) => _folder = folder;

    public Child Server => _server!;

    public string ApiKey { get; private set; } = "";

    public string TypeId { get; private set; } = "";

    public string Database => Path.Combine(_folder, "data", "coop.db");

    /// <param name="rules">Each with five conditions on free signals; the first matches every item.</param>
    /// <param name="decided">Decisions that are there before.</param>
    /// <param name="packages">Integrations beside the free signals.</param>
    public static async Task<Subject> StartAsync(int rules, int decided, params string[] packages)
    {
        var subject = new Subject(Directory.CreateTempSubdirectory("coop-ingest-").FullName);
        var config = FreeSignals.Write(subject._folder, packages);
        var data = Path.Combine(subject._folder, "data");
        var founded = JsonElement.Parse(await Child.RunAsync(
            Path.Combine(AppContext.BaseDirectory, "Coop.Server.dll"), "org", "create", "--name", Org, "--email", "ada@example.com", "--password", "four unrelated words", "--data", data, "--config", config));
        subject.ApiKey = founded.GetProperty("apiKey").GetString()!;
        subject._server = await Child.CoopAsync(data, config);
        subject._admin = new HttpClient { BaseAddress = subject.Server.Address, DefaultRequestHeaders = { { "x-api-key", founded.GetProperty("adminApiKey").GetString() } } };
        subject.TypeId = await subject.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });
        for (var i = 0; i < rules; i++)
        {
            await subject.CreateAsync("rules", Rule(i, subject.TypeId));
        }

        await subject.WarmAsync();
        if (decided > 0)
        {
            StoredDecisions.Fill(subject.Database, decided);
        }

        return subject;
    }

    public Task<Sender> ConnectAsync(int batch, int itemBytes) => Sender.ConnectAsync(Server.Address, ApiKey, TypeId, batch, itemBytes);

    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(string collection, object body) => await SendAsync(HttpMethod.Post, collection, body);

    public Task ReplaceAsync(string collection, string id, object body) => SendAsync(HttpMethod.Put, $"{collection}/{id}", body);

    public async Task DrainAsync()
    {
        while (Ask("SELECT count(*) FROM queue") > 0)
        {
            await Task.Delay(20);
        }
    }

    public long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/admin/{path}") { Content = JsonContent.Create(body) };
        using var answer = await _admin!.SendAsync(request);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode ? said.GetProperty("id").GetString()! : throw new InvalidOperationException(said.GetRawText());
    }

    private async Task WarmAsync()
    {
        await Load.FullAsync(() => ConnectAsync(50, 1000), 4, 50, TimeSpan.FromSeconds(3));
        await Load.FullAsync(() => ConnectAsync(1, 1000), 16, 1, TimeSpan.FromSeconds(2));
        await DrainAsync();
    }

    private static object Rule(int number, string typeId) => new
    {
        name = $"Rule {number}",
        status = "LIVE",
        itemTypeIds = new[] { typeId },
        conditions = new
        {
            conjunction = "AND",
            conditions = Enumerable.Range(number * 5, 5).Select(signal => new
            {
                input = new { type = "CONTENT_COOP_INPUT", name = "All text" },
                signal = new { id = JsonSerializer.Serialize(new { type = $"FREE_{signal:000}" }), type = $"FREE_{signal:000}", name = "Free" },
                comparator = "GREATER_THAN_OR_EQUALS",
                threshold = number == 0 ? 0.0 : signal % 5 == 4 ? 1.1 : 0.0,
            }),
        },
    };

}

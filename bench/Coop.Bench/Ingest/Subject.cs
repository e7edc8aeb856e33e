using System.Net.Http.Json;
using System.Text.Json;
using Coop.Bench.Rules;
using Microsoft.Data.Sqlite;

namespace Coop.Bench.Ingest;

/// <summary>A server with an organisation, an item type and rules, and its database to look into.</summary>
internal sealed class Subject : IAsyncDisposable
{
    public const string Org = "bench";

    private readonly string _folder;
    private readonly string _config;
    private Child? _server;
    private HttpClient? _admin;
    private int _version;

    private Subject(string folder, string config) => (_folder, _config) = (folder, config);

    public Child Server => _server!;

    public string ApiKey { get; private set; } = "";

    public string TypeId { get; private set; } = "";

    public string Database => Path.Combine(Data, "coop.db");

    private string Data => Path.Combine(_folder, "data");

    /// <param name="rules">Each with five conditions on free signals; the first matches every item.</param>
    /// <param name="decided">Decisions that are there before.</param>
    /// <param name="packages">Integrations beside the free signals.</param>
    public static async Task<Subject> StartAsync(int rules, int decided, params string[] packages)
    {
        var folder = Directory.CreateTempSubdirectory("coop-ingest-").FullName;
        var subject = new Subject(folder, FreeSignals.Write(folder, packages));
        var founded = JsonElement.Parse(await Child.RunAsync(
            Path.Combine(AppContext.BaseDirectory, "Coop.Server.dll"), "org", "create", "--name", Org, "--email", "ada@example.com", "--password", "four unrelated words", "--data", subject.Data, "--config", subject._config));
        subject.ApiKey = founded.GetProperty("apiKey").GetString()!;
        subject._admin = new HttpClient { DefaultRequestHeaders = { { "x-api-key", founded.GetProperty("adminApiKey").GetString() } } };
        await subject.StartServerAsync();
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

    /// <summary>The integrations are there in another version, and whatever is compiled for them is compiled again.</summary>
    public async Task ReloadAsync()
    {
        FreeSignals.WriteVersion(_folder, ++_version);
        using var answer = await _admin!.PostAsync(AdminUri("integrations/reload"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends the server without a word to it, and starts another on the same folder; returns when it listens.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await StartServerAsync();
    }

    public async Task<bool> IsReadyAsync()
    {
        using var answer = await _admin!.GetAsync(new Uri(Server.Address, "ready"));
        return answer.IsSuccessStatusCode;
    }

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

    private async Task StartServerAsync() => _server = await Child.CoopAsync(Data, _config);

    private Uri AdminUri(string path) => new(Server.Address, $"api/v1/admin/{path}");

    private async Task<string> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, AdminUri(path)) { Content = JsonContent.Create(body) };
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
                signal = new { id = JsonSerializer.Serialize(new { type = CaseRules.SignalId(signal) }), type = CaseRules.SignalId(signal), name = "Free" },
                comparator = "GREATER_THAN_OR_EQUALS",
                threshold = number == 0 ? 0.0 : signal % 5 == 4 ? 1.1 : 0.0,
            }),
        },
    };
}

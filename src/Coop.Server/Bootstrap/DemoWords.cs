using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coop.Server.Bootstrap;

/// <summary>What <c>--demo</c> prints when all is ready. The commands are for a POSIX shell.</summary>
internal static class DemoWords
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string address, DemoCredentials credentials, IReadOnlyList<JsonElement> items, string publicKeyFile, int listenPort) =>
        $"""

        Coop's demo organisation is ready at {address}

          API key (items):   {credentials.ApiKey}
          API key (admin):   {credentials.AdminApiKey}
          Admin:             {credentials.Email}   password {credentials.Password}
          Public key:        {publicKeyFile}

        1. Watch webhooks arrive: start this first, in another terminal. A webhook that finds nobody is tried again for three days, the first
           time after some ten seconds; to have it at once, press Send again under Deliveries on the page of its action:

          dotnet run --project src/Coop.Server -- webhook listen --port {listenPort} --public-key {Quoted(publicKeyFile)}

        2. Submit an item; 202 says that it is kept:

          curl -sS -i -X POST {address}/api/v1/items/async/ -H 'content-type: application/json' -H 'x-api-key: {credentials.ApiKey}' -d {Quoted(Body(items[0]))}

        3. Read its decision, with the reason of every condition:

          curl -sS '{address}/api/v1/admin/decisions?itemId={items[0].GetProperty("id").GetString()}' -H 'x-api-key: {credentials.AdminApiKey}'

        4. Try out all sample items at once; nothing is stored and nothing is sent:

          curl -sS -X POST {address}/api/v1/items/evaluate -H 'content-type: application/json' -H 'x-api-key: {credentials.ApiKey}' -d {Quoted(DryRun(items))}

        The API is described at {address}/api
        """;

    private static string Body(JsonElement item) => JsonSerializer.Serialize(new { items = new[] { item } }, Relaxed);

    private static string DryRun(IReadOnlyList<JsonElement> items) => JsonSerializer.Serialize(new { items, dryRun = true }, Relaxed);

    private static string Quoted(string text) => $"'{text.Replace("'", """'\''""", StringComparison.Ordinal)}'";
}

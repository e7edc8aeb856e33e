using System.Security.Cryptography;
using System.Text.Json;
using Coop.Engine.ApiKeys;
using Coop.Engine.Orgs;
using Coop.Server.Access;
using Coop.Server.Startup;

namespace Coop.Server.Bootstrap;

/// <summary><c>--demo</c>: an organisation to play with, and the words to begin.</summary>
internal static class DemoFeature
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="app">Started.</param>
    public static async Task SeedAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var script = await ReadScriptAsync(cancellationToken);
        var data = app.Services.GetRequiredService<ServerOptions>().DataDirectory;
        var credentials = await CredentialsAsync(app.Services, script.Org, data, cancellationToken);
        var address = app.Urls.First();

        using var api = new HttpClient { BaseAddress = new Uri(address) };
        api.DefaultRequestHeaders.Add(ApiKeyAuthentication.Header, credentials.AdminApiKey);
        var seed = new DemoSeed(api);
        await seed.SeedAsync(script, cancellationToken);
        Console.WriteLine(DemoWords.Of(address, credentials, [.. script.Items.Select(seed.Resolve)], DemoCredentials.PublicKeyFile(data), script.ListenPort));
    }

    private static async Task<DemoScript> ReadScriptAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "demo", "demo.json");
        return JsonSerializer.Deserialize<DemoScript>(await File.ReadAllTextAsync(file, cancellationToken), Lenient)
            ?? throw new InvalidOperationException($"{file} holds no demo script.");
    }

    private static async Task<DemoCredentials> CredentialsAsync(IServiceProvider services, DemoOrg org, string data, CancellationToken cancellationToken)
    {
        // The file may be older than the database, or the key revoked: then there is a new demo organisation beside the old one.
        if (await DemoCredentials.FindAsync(data, cancellationToken) is { } kept
            && await services.GetRequiredService<IApiKeyStore>().FindByHashAsync(ApiKeySecret.Hash(kept.AdminApiKey), cancellationToken) is not null)
        {
            return kept;
        }

        // The address is a new one each time, because a person's address is theirs in the whole server.
        var email = org.Email.Replace("@", $"+{RandomNumberGenerator.GetHexString(6, lowercase: true)}@", StringComparison.Ordinal);
        var password = RandomNumberGenerator.GetHexString(20, lowercase: true);
        var founded = (await services.GetRequiredService<OrgFounding>().FoundAsync(new OrgDraft(org.Name, email, password), cancellationToken)).Value;
        var credentials = new DemoCredentials(founded.OrgId, email, password, founded.ApiKey, founded.AdminApiKey, founded.PublicKeyPem);
        await credentials.SaveAsync(data, cancellationToken);
        return credentials;
    }
}

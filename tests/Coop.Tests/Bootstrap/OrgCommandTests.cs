using System.Text.Json;
using Coop.Engine.People;
using Coop.Tests.Support;

namespace Coop.Tests.Bootstrap;

public sealed class OrgCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_prints_the_keys_and_nothing_else_and_they_work()
    {
        var (exitCode, output, error) = await CreateAsync();

        Assert.True(exitCode == 0, error);
        var org = JsonElement.Parse(output);
        Assert.Equal(["orgId", "apiKey", "adminApiKey", "publicKeyPem"], org.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9a-f]{64}$", org.GetProperty("apiKey").GetString());
        Assert.Matches("^[0-9a-f]{64}$", org.GetProperty("adminApiKey").GetString());
        await using var server = await ServerProcess.StartAsync(_folder["data"]);
        using var admin = new HttpClient { BaseAddress = server.Address };
        admin.DefaultRequestHeaders.Add("x-api-key", org.GetProperty("adminApiKey").GetString());
        var types = await (await admin.GetAsync("/api/v1/admin/item-types", TestContext.Current.CancellationToken)).JsonAsync();
        var actions = await (await admin.GetAsync("/api/v1/admin/actions", TestContext.Current.CancellationToken)).JsonAsync();
        Assert.Equal(["User"], Names(types));
        Assert.Equal(["Enqueue Author for Manual Review", "Enqueue Item to Manual Review", "Enqueue for NCMEC Review"], Names(actions).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_refuses_an_address_that_is_taken()
    {
        await CreateAsync();

        var (exitCode, output, error) = await CreateAsync();

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("org.email-taken:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_reports_every_mistake()
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync("org", "create", "--name", " ", "--email", "nobody", "--password", "short", "--data", _folder["data"]);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(["org.name", "org.email", "org.password"], error.TrimEnd().Split('\n').Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task Create_takes_what_the_pages_take_and_nothing_longer()
    {
        foreach (var (name, email, password, code) in new[]
        {
            (new string('n', 101), "ada@example.com", "long enough", "org.name"), ("Ac\u0007me", "ada@example.com", "long enough", "org.name"),
            ("Acme", "ada@example.com", new string('p', 200) + new string('q', 57), "org.password"), ("Acme", "ada@example.com", "aaaaaaaa", "org.password"),
            ("Acme", new string('a', 250) + "@example.com", "long enough", "org.email"),
        })
        {
            var (exitCode, _, error) = await ServerProcess.RunAsync("org", "create", "--name", name, "--email", email, "--password", password, "--data", _folder["data"]);
            Assert.Equal((1, code), (exitCode, error.Split(':')[0]));
        }
    }

    [Fact]
    public async Task An_admin_who_forgot_the_password_gets_a_new_one_from_whoever_runs_the_server()
    {
        await CreateAsync();

        var unknown = await ServerProcess.RunAsync("person", "reset-password", "--email", "nobody@example.com", "--password", "quite another one", "--data", _folder["data"]);
        var reset = await ServerProcess.RunAsync("person", "reset-password", "--email", "Ada@example.com", "--password", "quite another one", "--data", _folder["data"]);

        Assert.Equal((1, "", "people.address-unknown"), (unknown.ExitCode, unknown.Out, unknown.Error.Split(':')[0]));
        Assert.True(reset.ExitCode == 0, reset.Error);
        Assert.Equal(("ada@example.com", "ADMIN"), (JsonElement.Parse(reset.Out).GetProperty("email").GetString(), JsonElement.Parse(reset.Out).GetProperty("role").GetString()));
        await using var server = await TestServer.StartAsync(directory: _folder[""]);
        Assert.Empty((await server.Get<IAccounts>().SignInAsync("ada@example.com", "quite another one", TestContext.Current.CancellationToken)).Problems);
    }

    [Fact]
    public async Task List_prints_what_was_created()
    {
        await CreateAsync();

        var (exitCode, output, _) = await ServerProcess.RunAsync("org", "list", "--data", _folder["data"]);

        Assert.Equal(0, exitCode);
        Assert.Equal("Acme", Assert.Single(JsonElement.Parse(output).EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("org")]
    [InlineData("org", "create", "--name", "Acme")]
    [InlineData("person", "reset-password", "--email", "ada@example.com")]
    [InlineData("webhook", "listen", "--port", "70000")]
    public async Task Wrong_usage_is_told_with_the_usage_and_exit_code_2(params string[] args)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync(args);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("Usage:", error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Out, string Error)> CreateAsync() => ServerProcess.RunAsync(
        "org", "create", "--name", "Acme", "--email", "ada@example.com", "--password", "long enough", "--data", _folder["data"]);

    private static IEnumerable<string?> Names(JsonElement list) =>
        list.EnumerateObject().First().Value.EnumerateArray().Select(thing => thing.GetProperty("name").GetString());
}

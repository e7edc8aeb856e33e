using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Coop.Server.Startup;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>The server as a process: what it says when it cannot start.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task P2_a_broken_config_file_is_told_on_stderr_and_exits_with_1()
    {
        using var folder = new TempFolder();
        folder.Write("integrations.config.json", "{ \"integrations\": nonsense }");
        var (exitCode, errors) = await RunAsync(folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("Coop cannot start:", errors);
        Assert.Contains("integrations.config.json", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_told_on_stderr_and_exits_with_1()
    {
        using var folder = new TempFolder();
        folder.Write("data", "a file");
        var (exitCode, errors) = await RunAsync(folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("COOP_DATA", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Theory]
    [InlineData("Submissions__AtOnce", "abc", "Submissions__AtOnce is 'abc', which cannot be read as a whole number: give one such as 1024, or leave it out.")]
    [InlineData("Submissions__AtOnce", "0", "Submissions__AtOnce is 0: give a number from 1 to 100000.")]
    [InlineData("Submissions__Lease", "15", "Submissions__Lease is 15.00:00:00: give a time from 00:00:01 to 00:10:00, such as 00:00:10 for ten seconds; a number without colons counts days.")]
    [InlineData("Webhooks__Timeout", "10s", "Webhooks__Timeout is '10s', which cannot be read as a time of days.hours:minutes:seconds: give one such as 00:00:10, or leave it out.")]
    [InlineData("Webhooks__PerHost", "0", "Webhooks__PerHost is 0: give a number from 1 to 1000.")]
    [InlineData("Evaluation__ItemBudget", "0", "Evaluation__ItemBudget is 00:00:00: give a time from 00:00:01 to 00:10:00, such as 00:00:10 for ten seconds; a number without colons counts days.")]
    [InlineData("Evaluation__MatcherCompile", "30", "Evaluation__MatcherCompile is 30.00:00:00: give a time from 00:00:01 to 00:10:00, such as 00:00:10 for ten seconds; a number without colons counts days.")]
    [InlineData("Evaluation__ParallelValues", "0", "Evaluation__ParallelValues is 0: give a number from 1 to 256.")]
    [InlineData("Settings__MostBytes", "1000", "Settings__MostBytes is 1000: give a number from 1048576 to 1099511627776.")]
    [InlineData("Retention__MostDecisions", "12", "The configuration section Retention is wrong: Decisions, Deliveries and OpenReviews must be from one day (1.00:00:00) to 36500 days, and MostDecisions, MostOpenReviews and MostDeliveries at least 1000.")]
    [InlineData("Retention__MostDecisions", "", "Retention__MostDecisions is '', which cannot be read as a whole number: give one such as 10000000, or leave it out.")]
    [InlineData("Submissions__InMemoryByts", "1000", "Submissions__InMemoryByts is no setting. Did you mean Submissions__InMemoryBytes?")]
    [InlineData("Evaluation__Speed", "1", "Evaluation__Speed is no setting. There are ItemBudget, MatcherCompile, ParallelValues.")]
    [InlineData("Retention", "30.00:00:00", "Retention is a section: name a setting in it, such as Retention__Decisions.")]
    [InlineData("Submissions__Lease__Seconds", "5", "Submissions__Lease is one value, and there is nothing below it.")]
    [InlineData("SignIn__OneMoreAfter", "0", "SignIn__OneMoreAfter is 00:00:00: give a time from 00:00:00.0010000 to 1.00:00:00, such as 00:00:10 for ten seconds; a number without colons counts days.")]
    public async Task A_setting_that_cannot_be_used_is_told_in_one_sentence_and_exits_with_1(string name, string value, string sentence)
    {
        using var folder = new TempFolder();

        var (exitCode, errors) = await RunAsync(folder, (name, value));

        Assert.Equal((1, $"Coop cannot start:{Environment.NewLine}  - {sentence}{Environment.NewLine}"), (exitCode, errors));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task An_address_that_is_taken_is_told_in_one_sentence_with_what_to_change_and_no_stack_before_it(string host)
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await RefusedAsync(folder, $"http://{host}:{port}", $"Failed to bind to address http://127.0.0.1:{port}: address already in use. Stop the other program, or choose another address with --urls or ASPNETCORE_URLS.");
    }

    [Theory]
    [InlineData("http://192.0.2.1:8080", "Cannot listen on http://192.0.2.1:8080: Cannot assign requested address. Choose an address of this machine, and a port that its user may open, with --urls or ASPNETCORE_URLS.")]
    [InlineData("unix:/nowhere.sock", "'unix:/nowhere.sock' is no address to listen on: give one such as http://localhost:8080 with --urls or ASPNETCORE_URLS.")]
    [InlineData("http://localhost:0;http://localhost:70000", "'http://localhost:70000' is no address to listen on: give one such as http://localhost:8080 with --urls or ASPNETCORE_URLS.")]
    [InlineData("http://localhost:0/coop", "'http://localhost:0/coop' is no address to listen on: give one such as http://localhost:8080 with --urls or ASPNETCORE_URLS.")]
    public async Task An_address_that_cannot_be_had_is_told_so_too(string url, string sentence)
    {
        using var folder = new TempFolder();
        await RefusedAsync(folder, url, sentence);
    }

    [Fact]
    public async Task HTTPS_without_a_certificate_is_told_in_the_words_of_the_web_server()
    {
        using var folder = new TempFolder();
        // A certificate of this machine's developer would do.
        var (exitCode, output, errors) = await RunAsync(folder, "https://127.0.0.1:0", ("HOME", folder.Root));
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Coop cannot start:{Environment.NewLine}  - Cannot listen on https://127.0.0.1:0: Unable to configure HTTPS endpoint. No server certificate was specified", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(TempFolder folder, string url, string sentence)
    {
        folder.Write("integrations.config.json", """{ "integrations": [] }""");
        var (exitCode, output, errors) = await RunAsync(folder, url);
        Assert.Equal((1, $"Coop cannot start:{Environment.NewLine}  - {sentence}{Environment.NewLine}"), (exitCode, errors));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(TempFolder folder, params (string Name, string Value)[] settings)
    {
        var (exitCode, _, errors) = await RunAsync(folder, "http://127.0.0.1:0", settings);
        return (exitCode, errors);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(TempFolder folder, string urls, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CoopServer).Assembly.Location, "--urls", urls])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Root,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var server = Process.Start(start)!;
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = server.StandardOutput.ReadToEndAsync(guard.Token);
        var errors = await server.StandardError.ReadToEndAsync(guard.Token);
        await server.WaitForExitAsync(guard.Token);
        return (server.ExitCode, await output, errors);
    }
}

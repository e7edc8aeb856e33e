using System.Diagnostics;
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
    [InlineData("Retention__MostDecisions", "12", "The configuration section Retention is wrong: Decisions, Deliveries and OpenReviews must be from one day (1.00:00:00) to 36500 days, and MostDecisions and MostOpenReviews at least 1000.")]
    [InlineData("Retention__MostDecisions", "", "Retention__MostDecisions is '', which cannot be read as a whole number: give one such as 10000000, or leave it out.")]
    [InlineData("SignIn__OneMoreAfter", "0", "SignIn__OneMoreAfter is 00:00:00: give a time from 00:00:00.0010000 to 1.00:00:00, such as 00:00:10 for ten seconds; a number without colons counts days.")]
    public async Task A_setting_that_cannot_be_used_is_told_in_one_sentence_and_exits_with_1(string name, string value, string sentence)
    {
        using var folder = new TempFolder();

        var (exitCode, errors) = await RunAsync(folder, (name, value));

        Assert.Equal((1, $"Coop cannot start:{Environment.NewLine}  - {sentence}{Environment.NewLine}"), (exitCode, errors));
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(TempFolder folder, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CoopServer).Assembly.Location, "--urls", "http://127.0.0.1:0"])
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
        await output;
        await server.WaitForExitAsync(guard.Token);
        return (server.ExitCode, errors);
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Tests.Support;

namespace Coop.Tests.Bootstrap;

public sealed partial class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_printed_curls_submit_an_item_and_read_its_decision()
    {
        await using var server = await StartAsync();
        var curls = Curls(server.Output);
        Assert.Equal(3, curls.Count);

        Assert.StartsWith("HTTP/1.1 202", await ShellAsync(curls[0]), StringComparison.Ordinal);
        var decisions = await Eventually.SeeAsync(
            async () => JsonElement.Parse(await ShellAsync(curls[1])).GetProperty("decisions"), decisions => decisions.GetArrayLength() == 1);
        var rules = decisions[0].GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(3, decisions[0].GetProperty("ran").GetInt32());
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.True(rule.GetProperty("conditions").TryGetProperty("result", out _)));
        Assert.Contains(decisions[0].GetProperty("actions").EnumerateArray(), action => action.GetProperty("type").ValueEquals("CUSTOM_ACTION"));
        Assert.Equal(3, JsonElement.Parse(await ShellAsync(curls[2])).GetProperty("decisions").GetArrayLength());
    }

    [Fact]
    public async Task The_readmes_requests_work_as_they_stand()
    {
        await using var server = await StartAsync();
        var script = ReadmeRequests().Match(await File.ReadAllTextAsync(Repo.PathOf("README.md"), TestContext.Current.CancellationToken)).Groups["script"].Value
            .Replace("http://localhost:8080", server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("./data/", _folder["data"] + "/", StringComparison.Ordinal);
        var parts = script.Split("sleep 1", 2);
        Assert.Equal(2, parts.Length);

        Assert.Contains("HTTP/1.1 202", await ShellAsync(parts[0]), StringComparison.Ordinal);
        var read = parts[0][..parts[0].IndexOf("POST=", StringComparison.Ordinal)] + parts[1][parts[1].IndexOf('\n', StringComparison.Ordinal)..];
        await Eventually.SeeAsync(
            async () => JsonElement.Parse(await ShellAsync(read)).GetProperty("decisions"), decisions => decisions.GetArrayLength() == 1);
    }

    [Fact]
    public async Task A_second_start_seeds_nothing_again_and_prints_the_same_keys()
    {
        string[] before;
        await using (var first = await StartAsync())
        {
            before = Keys(first.Output);
            Assert.DoesNotContain("XML encryptor", first.Output, StringComparison.Ordinal);
        }

        // Somebody copies a key out of the file: it is there as it is, in signs that are themselves.
        var kept = await File.ReadAllTextAsync(Path.Combine(_folder["data"], "demo-credentials.json"), TestContext.Current.CancellationToken);
        Assert.All(before, key => Assert.Contains($"\"{key}\"", kept, StringComparison.Ordinal));
        Assert.DoesNotContain("\\u", kept, StringComparison.Ordinal);

        await using var second = await StartAsync();

        Assert.Equal(2, before.Length);
        Assert.Equal(before, Keys(second.Output));
        using var admin = new HttpClient { BaseAddress = second.Address };
        admin.DefaultRequestHeaders.Add("x-api-key", before[1]);
        var rules = await (await admin.GetAsync("/api/v1/admin/rules", TestContext.Current.CancellationToken)).JsonAsync();
        Assert.Equal(3, rules.GetProperty("rules").GetArrayLength());
    }

    [Fact]
    public async Task The_server_is_ready_only_when_the_demo_is_there_whole()
    {
        await using var server = await ServerProcess.StartAsync(_folder["data"], more: ["--demo"]);
        using var stranger = new HttpClient { BaseAddress = server.Address };
        await Eventually.SeeAsync(
            async () =>
            {
                using var ready = await stranger.GetAsync("/ready", TestContext.Current.CancellationToken);
                return await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            },
            answer => answer == "Healthy");

        // The last of the seed are its rules.
        var kept = JsonElement.Parse(await File.ReadAllTextAsync(_folder["data/demo-credentials.json"], TestContext.Current.CancellationToken));
        stranger.DefaultRequestHeaders.Add("x-api-key", kept.GetProperty("adminApiKey").GetString());
        var rules = await (await stranger.GetAsync("/api/v1/admin/rules", TestContext.Current.CancellationToken)).JsonAsync();
        Assert.Equal(3, rules.GetProperty("rules").GetArrayLength());
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://+:0")]
    [InlineData("http://127.0.0.1:0;http://[::]:0")]
    public async Task Is_refused_where_others_could_reach_it(string urls)
    {
        var (exitCode, _, error) = await ServerProcess.RunAsync("--demo", "--urls", urls, "--data", _folder["data"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("this machine only", error, StringComparison.Ordinal);
    }

    private async Task<ServerProcess> StartAsync()
    {
        var server = await ServerProcess.StartAsync(_folder["data"], more: ["--demo"]);
        await Eventually.SeeAsync(() => server.Output.Contains("The API is described at", StringComparison.Ordinal));
        return server;
    }

    private static List<string> Curls(string output) => [.. CurlLine().Matches(output).Select(match => match.Groups["command"].Value)];

    private static string[] Keys(string output) => [.. KeyLine().Matches(output).Select(match => match.Groups["key"].Value)];

    private static async Task<string> ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }

    [GeneratedRegex("```sh\n(?<script>KEY=.*?)```", RegexOptions.Singleline)]
    private static partial Regex ReadmeRequests();

    [GeneratedRegex(@"^\s+(?<command>curl .+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex CurlLine();

    [GeneratedRegex(@"API key \(\w+\):\s+(?<key>[0-9a-f]{64})")]
    private static partial Regex KeyLine();
}

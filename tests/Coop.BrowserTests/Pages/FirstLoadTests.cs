using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Pages;

/// <summary>What a browser that has never been here fetches, sign-in page and application together, through files and the page's connection.</summary>
public sealed partial class FirstLoadTests(ChromiumFixture chromium)
{
    private const int Most = 1_500_000;

    [Fact]
    public async Task From_a_built_server_it_is_under_one_and_a_half_megabytes()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text", "Coop.Integration.Example");
        Assert.InRange(await LoadAsync(own.Server.Address, own.Home.Email, People.Password), 100_000, Most);
    }

    [Fact]
    public async Task From_a_published_server_started_in_any_folder_it_is_and_stays_with_the_browser()
    {
        var folder = Directory.CreateTempSubdirectory("coop-published-").FullName;
        try
        {
            await PublishAsync(folder);
            await using var server = await ServerProcess.StartPublishedAsync(folder, Path.Combine(folder, "data"), "--demo");
            var (email, password) = await Eventually.SeeAsync(
                () => Task.FromResult(Admin().Match(server.Output) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : default), found => found.Item1 is not null);
            Assert.InRange(await LoadAsync(server.Address, email!, password!), 100_000, Most);

            using var http = new HttpClient { BaseAddress = server.Address };
            var page = await http.GetStringAsync("/login", TestContext.Current.CancellationToken);
            var files = Asset().Matches(page).Select(match => match.Groups[1].Value).ToList();
            Assert.True(files.Count >= 6, page);
            foreach (var file in files)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/" + file) { Headers = { { "Accept-Encoding", "br" } } };
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode, file);
                Assert.True(answer.Headers.CacheControl is { MaxAge.TotalDays: > 300 }, $"{file}: {answer.Headers.CacheControl}");
                Assert.True(file.EndsWith(".woff2", StringComparison.Ordinal) || answer.Content.Headers.ContentEncoding.Contains("br"), $"{file} is not compressed");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<double> LoadAsync(Uri address, string email, string password)
    {
        await using var visit = await Visit.StartAsync(chromium, address);
        double bytes = 0;
        var network = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await network.SendAsync("Network.enable");
        network.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        network.Event("Network.webSocketFrameReceived").OnEvent += (_, frame) => bytes += Size(frame!.Value.GetProperty("response"));
        await visit.SignInAsync(email, password);
        await visit.OpenAsync("/dashboard/settings/integrations");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(visit.Faults);
        TestContext.Current.TestOutputHelper!.WriteLine($"First load: {bytes / 1024:0} KiB");
        return bytes;
    }

    // Text frames are as long as they are, binary ones told in base 64.
    private static double Size(JsonElement frame) => frame.GetProperty("payloadData").GetString()!.Length * (frame.GetProperty("opcode").GetDouble() == 2 ? 0.75 : 1);

    private static async Task PublishAsync(string folder)
    {
        // Built already: it is what these tests run in.
        string[] args = ["publish", Repo.PathOf("src", "Coop.Server"), "--no-build", "-c", Repo.Configuration, "-o", folder, "--nologo", "-v", "q", "-nodeReuse:false"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, said);
    }

    [GeneratedRegex(@"Admin:\s+(\S+)\s+password (\S+)")]
    private static partial Regex Admin();

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css|svg|woff2))\"")]
    private static partial Regex Asset();
}

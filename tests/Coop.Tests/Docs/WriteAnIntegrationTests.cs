using Coop.Tests.Cli;
using Coop.Tests.Support;

namespace Coop.Tests.Docs;

public sealed class WriteAnIntegrationTests : IDisposable
{
    private readonly CoopProcess _coop = new();

    [Fact]
    public async Task Following_the_page_ends_with_a_signal_that_answers()
    {
        var guide = new Guide("write-an-integration.md");
        foreach (var (path, text) in guide.Files)
        {
            _coop.Write(path, text);
        }

        await DotNetAsync("pack", Repo.PathOf("src", "Coop.Integrations"), "--no-build", "-c", Repo.Configuration, "--output", Path.Combine(_coop.Folder, "packages"));
        await DotNetAsync("build", Path.Combine(_coop.Folder, "Acme.Coop.Shouting"));

        // The clone lies beside the new folder and lists integrations of its own, which stay.
        var config = _coop.Write("clone/integrations.config.json", """{ "integrations": [{ "package": "./kept", "enabled": false }] }""");
        var answers = new List<Ended>();
        foreach (var command in guide.CoopCommands)
        {
            answers.Add(await _coop.RunAsync([.. command, .. command[0] == "add" ? (string[])["--config", config] : []]));
            Assert.True(answers[^1].ExitCode == 0, $"coop {string.Join(' ', command)}: {answers[^1]}");
        }

        Assert.Equal(4, answers.Count);
        Assert.StartsWith("./Acme.Coop.Shouting: Active", answers[0].Output, StringComparison.Ordinal);
        Assert.Single(answers[0].Output.Split('\n'), line => line.Contains("warning", StringComparison.Ordinal));
        Assert.StartsWith("scored 0.5625 ", answers[1].Output, StringComparison.Ordinal);
        Assert.Equal(1, answers[2].Json.GetProperty("score").GetDouble());

        var listed = await _coop.RunAsync("list", "--config", config, "--json");
        Assert.Equal(
            [("./kept", "Disabled"), ("../Acme.Coop.Shouting", "Active")],
            listed.Json.EnumerateArray().Select(entry => (entry.GetProperty("package").GetString(), entry.GetProperty("state").GetString())));
    }

    public void Dispose() => _coop.Dispose();

    private async Task DotNetAsync(params string[] args)
    {
        var ended = await _coop.RunAsync("dotnet", [.. args, "-nodeReuse:false"]);
        Assert.True(ended.ExitCode == 0, $"dotnet {string.Join(' ', args)}: {ended.Output}{ended.Notes}");
    }
}

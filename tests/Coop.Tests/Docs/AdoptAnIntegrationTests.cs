using Coop.Engine.Integrations;
using Coop.Tests.Cli;
using Coop.Tests.Support;

namespace Coop.Tests.Docs;

public sealed class AdoptAnIntegrationTests : IDisposable
{
    private readonly Guide _guide = new("adopt-an-integration.md");
    private readonly CoopProcess _coop = new();

    [Fact]
    public async Task The_config_file_and_the_commands_work_as_shown()
    {
        var (path, text) = Assert.Single(_guide.Files);
        _coop.Write(path, text);
        Directory.CreateSymbolicLink(Path.Combine(_coop.Folder, "integrations"), Repo.PathOf("integrations"));

        foreach (var command in _guide.CoopCommands)
        {
            var ended = await _coop.RunAsync(command);
            Assert.True(ended.ExitCode == 0, $"coop {string.Join(' ', command)}: {ended}");
        }

        var listed = await _coop.RunAsync("list", "--json");
        Assert.Equal(["Active", "Active", "Disabled"], listed.Json.EnumerateArray().Select(entry => entry.GetProperty("state").GetString()));
        Assert.Empty(listed.Notes);
    }

    [Fact]
    public void Every_state_has_its_row()
    {
        var page = File.ReadAllText(Repo.PathOf("docs", "adopt-an-integration.md"));

        Assert.All(Enum.GetNames<IntegrationState>(), state => Assert.Contains($"\n| `{state}` | ", page, StringComparison.Ordinal));
    }

    public void Dispose() => _coop.Dispose();
}

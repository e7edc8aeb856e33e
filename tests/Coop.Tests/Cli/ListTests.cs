using System.Text.Json;

namespace Coop.Tests.Cli;

public sealed class ListTests : IDisposable
{
    private readonly CoopProcess _coop = new();

    [Fact]
    public async Task Lists_every_entry_in_file_order_with_its_state_and_problems()
    {
        var config = _coop.Write("conf/integrations.config.json", $$"""
            {
              "integrations": [
                { "package": "./missing" },
                { "package": {{JsonSerializer.Serialize(CoopProcess.ExampleIntegration)}} },
                { "package": "nuget:Not.Installed", "enabled": false },
              ],
            }
            """);

        var ended = await _coop.RunAsync("list", "--config", config, "--json");

        Assert.Equal(1, ended.ExitCode);
        var entries = ended.Json.EnumerateArray().ToList();
        Assert.Equal(["./missing", CoopProcess.ExampleIntegration, "nuget:Not.Installed"], entries.Select(entry => entry.GetProperty("package").GetString()));
        Assert.Equal(["NotFound", "Active", "Disabled"], entries.Select(entry => entry.GetProperty("state").GetString()));
        Assert.All(entries, entry => Assert.Equal(
            ["package", "id", "name", "version", "runtime", "state", "problems", "signals"], entry.EnumerateObject().Select(member => member.Name)));

        var problem = Assert.Single(entries[0].GetProperty("problems").EnumerateArray());
        Assert.Equal("integration.not-found", problem.GetProperty("code").GetString());
        Assert.Contains(Path.Combine(_coop.Folder, "conf", "missing"), problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("$.integrations[0].package", problem.GetProperty("path").GetString());
        Assert.Equal(JsonValueKind.Null, entries[0].GetProperty("runtime").ValueKind);

        Assert.Equal("COOP_INTEGRATION_EXAMPLE", entries[1].GetProperty("id").GetString());
        Assert.Equal("Coop Integration Example", entries[1].GetProperty("name").GetString());
        Assert.Equal("1.0.0", entries[1].GetProperty("version").GetString());
        Assert.Equal("dotnet", entries[1].GetProperty("runtime").GetString());
        Assert.Equal(
            """[{"id":"RANDOM_SIGNAL_SELECTION","displayName":"Coin Flip Selection"},{"id":"RANDOM_SCORE","displayName":"Random Score"}]""",
            JsonSerializer.Serialize(entries[1].GetProperty("signals")));
    }

    [Fact]
    public async Task Active_and_disabled_entries_are_all_well_and_the_file_is_found_in_the_working_directory()
    {
        _coop.Write("integrations.config.json", $$"""
            { "integrations": [{ "package": {{JsonSerializer.Serialize(CoopProcess.TextIntegration)}} }, { "package": "./gone", "enabled": false }] }
            """);

        var ended = await _coop.RunAsync("list");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("COOP_TEXT", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Disabled", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', ended.Output);
    }

    [Fact]
    public async Task Without_a_config_file_there_are_no_integrations()
    {
        var ended = await _coop.RunAsync("list", "--json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(0, ended.Json.GetArrayLength());
    }

    [Fact]
    public async Task A_config_file_that_is_named_must_exist()
    {
        var ended = await _coop.RunAsync("list", "--config", "nowhere.json");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("nowhere.json", ended.Notes, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public async Task A_broken_config_file_is_a_problem_told_beside_a_valid_answer()
    {
        _coop.Write("integrations.config.json", "{ \"integrations\": [ }");

        var ended = await _coop.RunAsync("list", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(0, ended.Json.GetArrayLength());
        Assert.Contains("integrations.config.json", ended.Notes, StringComparison.Ordinal);
    }

    public void Dispose() => _coop.Dispose();
}

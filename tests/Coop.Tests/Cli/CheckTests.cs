using Coop.Tests.Loading;
using Coop.Tests.Support;

namespace Coop.Tests.Cli;

public sealed class CheckTests : IDisposable
{
    private readonly CoopProcess _coop = new();

    [Fact]
    public async Task A_good_package_is_active_with_a_summary_of_its_manifest()
    {
        var ended = await _coop.RunAsync("check", CoopProcess.ExampleIntegration, "--json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(CoopProcess.ExampleIntegration, ended.Json.GetProperty("package").GetString());
        Assert.Equal("Active", ended.Json.GetProperty("state").GetString());
        Assert.Equal(0, ended.Json.GetProperty("problems").GetArrayLength());
        var manifest = ended.Json.GetProperty("manifest");
        Assert.Equal("COOP_INTEGRATION_EXAMPLE", manifest.GetProperty("id").GetString());
        Assert.True(manifest.GetProperty("requiresConfig").GetBoolean());
        Assert.Equal("truePercentage", Assert.Single(manifest.GetProperty("configurationFields").EnumerateArray()).GetString());
        Assert.Equal(2, manifest.GetProperty("signalTypeIds").GetArrayLength());
        Assert.True(manifest.GetProperty("hasModelCard").GetBoolean());
    }

    [Theory]
    [InlineData("./nowhere")]
    [InlineData("nuget:Not.Installed")]
    [InlineData("@scope/name")]
    public async Task A_package_that_is_not_there_is_a_problem_that_says_where_it_looked(string package)
    {
        var ended = await _coop.RunAsync("check", package);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith($"{package}: NotFound", ended.Output, StringComparison.Ordinal);
        Assert.Contains(_coop.Folder, ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_an_invalid_package_is_listed_at_once()
    {
        PluginCompiler.Publish(Path.Combine(_coop.Folder, "Bad"), "Bad", new PluginSource
        {
            Id = "not upper snake",
            DeclaredIds = "\"DECLARED_ONLY\"",
            ManifestMembers = "LogoPath = \"../outside.png\",",
            Run = "ValueTask.FromResult(SignalResult.Scored(1))",
        }.ToString());

        // Without ./, as a shell completes it.
        var people = await _coop.RunAsync("check", "Bad");
        var machines = await _coop.RunAsync("check", "Bad", "--json");

        Assert.Equal((1, 1), (people.ExitCode, machines.ExitCode));
        Assert.Equal("Bad", machines.Json.GetProperty("package").GetString());
        Assert.Equal("Invalid", machines.Json.GetProperty("state").GetString());
        var errors = machines.Json.GetProperty("problems").EnumerateArray().Where(problem => problem.GetProperty("severity").GetString() == "error").ToList();
        foreach (var about in new[] { "not upper snake", "DECLARED_ONLY", "GOOD_SIGNAL", "../outside.png" })
        {
            Assert.Contains(errors, error => error.GetProperty("message").GetString()!.Contains(about, StringComparison.Ordinal));
            Assert.Contains(about, people.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Coop.Integration.Example", "COOP_INTEGRATION_EXAMPLE", "RANDOM_SCORE")]
    [InlineData("Coop.Integration.Text", "COOP_TEXT", "TEXT_SIMILARITY_SCORE")]
    public async Task Our_integrations_pack_into_files_that_load(string project, string id, string signal)
    {
        var packed = await _coop.RunAsync(
            "dotnet", ["pack", Repo.PathOf("integrations", project), "--no-build", "-c", Repo.Configuration, "-o", _coop.Folder, "-nodeReuse:false"]);
        Assert.True(packed.ExitCode == 0, packed.Output + packed.Notes);
        var file = Assert.Single(Directory.GetFiles(_coop.Folder, "*.nupkg"));

        var ended = await _coop.RunAsync("check", Path.GetFileName(file), "--json");
        var run = await _coop.RunAsync("run-signal", $"./{Path.GetFileName(file)}", signal, "--value", "hello", "--matching-values", "hello", "--json");

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Equal(0, ended.Json.GetProperty("problems").GetArrayLength());
        Assert.Equal(id, ended.Json.GetProperty("manifest").GetProperty("id").GetString());
        Assert.True(run.ExitCode == 0, run.Output + run.Notes);
        Assert.Equal("scored", run.Json.GetProperty("outcome").GetString());
    }

    public void Dispose() => _coop.Dispose();
}

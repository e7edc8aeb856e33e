using System.IO.Compression;
using System.Text;
using Coop.Engine.Integrations;
using Coop.Plugins;
using Coop.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coop.Tests.Loading;

/// <summary>Where packages are found, and what an adopter is told when they are not.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private readonly LoadedFolder _folder = new();

    private string Root => _folder.Folder.Root;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task P1_no_config_file_is_an_empty_catalogue()
    {
        await using var host = new IntegrationHost(_folder.Options with { ConfigPath = null, ServerDirectory = Root }, _folder.Configs, _folder.Time, NullLoggerFactory.Instance);

        Assert.Empty((await host.StartAsync(TestContext.Current.CancellationToken)).Value.Integrations);
    }

    [Fact]
    public async Task P2_a_broken_config_file_is_refused_at_start_and_leaves_the_last_good_set_at_a_reload()
    {
        _folder.WriteConfig("{ nonsense");
        var refused = await _folder.Host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("config.not-json", Assert.Single(refused.Problems).Code);
        Assert.Contains(Path.Combine(Root, "integrations.config.json"), refused.Problems[0].Detail, StringComparison.Ordinal);

        _folder.Add("good", new PluginSource());
        _folder.List("./good");
        var good = await _folder.LoadAsync();
        _folder.WriteConfig("[]");
        var again = await _folder.Host.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("config.wrong-shape", Assert.Single(again.Problems).Code);
        Assert.Same(good, _folder.Host.Current);
        Assert.Equal(4, (await RunAsync("GOOD_SIGNAL")).Score.AsNumber());
    }

    [Fact]
    public async Task P3_an_entry_without_a_package_is_registered_with_its_reason()
    {
        _folder.Add("good", new PluginSource());
        _folder.WriteConfig("""{ "integrations": [ { "enabled": true }, { "package": "./good" } ] }""");

        var catalogue = await _folder.LoadAsync();

        Assert.Equal([IntegrationState.Invalid, IntegrationState.Active], catalogue.Integrations.Select(integration => integration.State));
        Assert.Equal("$.integrations[0]", catalogue.Integrations[0].Package);
        Assert.Contains("no \"package\"", Assert.Single(catalogue.Integrations[0].Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task P4_a_disabled_entry_is_not_loaded_and_need_not_exist()
    {
        _folder.WriteConfig("""{ "integrations": [ { "package": "./nowhere", "enabled": false } ] }""");

        var integration = Assert.Single((await _folder.LoadAsync()).Integrations);

        Assert.Equal(IntegrationState.Disabled, integration.State);
        Assert.Empty(integration.Problems);
    }

    [Theory]
    [InlineData("./nowhere", "There is no folder and no file ", "nowhere")]
    [InlineData("nuget:Some.Package", "The NuGet package \"Some.Package\" is not installed", "coop add nuget:Some.Package")]
    [InlineData("Some.Package", "The package \"Some.Package\" is not installed", "coop add Some.Package")]
    [InlineData("npm:some-package", "The npm package \"some-package\" is not installed", "coop add npm:some-package")]
    [InlineData("@scope/name", "The npm package \"@scope/name\" is not installed", "node_modules")]
    public async Task P5_a_missing_package_says_where_it_was_looked_for_and_what_installs_it(string package, string says, string also)
    {
        var integration = await _folder.LoadAmongGoodOnesAsync(package);

        Assert.Equal(IntegrationState.NotFound, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal("$.integrations[1].package", problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Contains(also, problem.Message, StringComparison.Ordinal);
        Assert.Contains(Root, problem.Message, StringComparison.Ordinal);
        Assert.Contains("coop add", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nuget:../evil")]
    [InlineData("npm:../../evil")]
    [InlineData("npm:@scope/../evil")]
    [InlineData("a b")]
    public async Task A_name_that_could_walk_out_of_its_folder_is_refused(string package)
    {
        var integration = await _folder.LoadAmongGoodOnesAsync(package);

        Assert.Equal(IntegrationState.Invalid, integration.State);
        Assert.Equal("integration.package-name", Assert.Single(integration.Problems).Code);
    }

    [Fact]
    public async Task P10_D04_relative_paths_count_from_the_config_file_wherever_the_process_runs()
    {
        _folder.Add("deep/good", new PluginSource());
        _folder.Folder.Write("deep/integrations.config.json", """{ "integrations": [ { "package": "./good" }, { "package": "../deep/good" } ] }""");
        using var elsewhere = new TempFolder();
        await using var host = new IntegrationHost(
            _folder.Options with { WorkingDirectory = elsewhere.Root, ConfigPath = Path.GetRelativePath(elsewhere.Root, _folder.Folder["deep/integrations.config.json"]) },
            _folder.Configs, _folder.Time, NullLoggerFactory.Instance);

        var catalogue = (await host.StartAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Equal(IntegrationState.Active, catalogue.Integrations[0].State);
        Assert.NotNull(catalogue.FindSignal("GOOD_SIGNAL"));
        Assert.Equal("manifest.duplicate-id", catalogue.Integrations[1].Problems.First(problem => !problem.IsWarning).Code);
    }

    [Fact]
    public async Task Packages_can_be_named_without_a_config_file()
    {
        _folder.Add("good", new PluginSource());
        await using var host = new IntegrationHost(_folder.Options with { Packages = ["./good"] }, _folder.Configs, _folder.Time, NullLoggerFactory.Instance);

        Assert.Equal(IntegrationState.Active, (await host.StartAsync(TestContext.Current.CancellationToken)).Value.Integrations.Single().State);
    }

    [Fact]
    public async Task A_project_that_was_never_built_says_how_to_build_it()
    {
        _folder.Folder.Write("project/My.Integration.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

        var integration = await _folder.LoadAmongGoodOnesAsync("./project");

        Assert.Equal(IntegrationState.NotFound, integration.State);
        Assert.Contains("dotnet build", Assert.Single(integration.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_s_newest_build_output_is_taken()
    {
        _folder.Folder.Write("project/Whatever.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AssemblyName>Mine</AssemblyName></PropertyGroup></Project>");
        foreach (var (configuration, id, written) in new[] { ("Debug", "NEWER", 2), ("Release", "OLDER", 1) })
        {
            PluginCompiler.Publish(_folder.Folder[$"project/bin/{configuration}/net10.0"], "Mine", new PluginSource { Id = id }.ToString());
            File.SetLastWriteTimeUtc(Path.Combine(Root, "project", "bin", configuration, "net10.0", "Mine.dll"), DateTime.UnixEpoch.AddYears(40 + written));
        }

        _folder.List("./project");

        Assert.NotNull((await _folder.LoadAsync()).Find("NEWER"));
    }

    [Theory]
    [InlineData("empty", "holds no package")]
    [InlineData("readme.txt", "is a file, but not a .nupkg")]
    [InlineData("broken.nupkg", "is not a readable NuGet package")]
    public async Task What_is_no_package_is_invalid(string name, string says)
    {
        Directory.CreateDirectory(Path.Combine(Root, "empty"));
        _folder.Folder.Write("readme.txt", "hello");
        _folder.Folder.Write("broken.nupkg", "hello");

        var integration = await _folder.LoadAmongGoodOnesAsync($"./{name}");

        Assert.Equal(IntegrationState.Invalid, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal("integration.not-a-package", problem.Code);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Node_package_is_recognised_and_handed_to_its_runtime()
    {
        _folder.Folder.Write("node_modules/@scope/name/package.json", """{ "main": "nowhere.js" }""");

        var integration = await _folder.LoadAmongGoodOnesAsync("@scope/name");

        Assert.Equal((IntegrationState.Faulted, IntegrationRuntime.Node), (integration.State, integration.Runtime));
        Assert.Contains("nowhere.js", Assert.Single(integration.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stored_integrations_each_run_with_their_own_version_of_one_library()
    {
        foreach (var version in new[] { "1.0.0", "2.0.0" })
        {
            var library = PackedPackage.Library(version);
            PackedPackage.Install(
                PackedPackage.Pack(Root, "Shared.Words", version, [("lib/net8.0/Shared.Words.dll", library)]), Root, "Shared.Words", version);
            var id = $"USES_{version[0]}";
            PackedPackage.Install(
                PackedPackage.Pack(Root, id, "1.0.0", [($"lib/net10.0/{id}.dll", PackedPackage.Plugin(id, library))], ("Coop.Integrations", "[1.0,2.0)"), ("Shared.Words", version)),
                Root, id, "1.0.0");
        }

        _folder.List("nuget:USES_1", "USES_2");
        var catalogue = await _folder.LoadAsync();

        Assert.All(catalogue.Integrations, integration => Assert.Equal(IntegrationState.Active, integration.State));
        Assert.Equal("1.0.0", (await RunAsync("USES_1_SIGNAL")).Score.AsText());
        Assert.Equal("2.0.0", (await RunAsync("USES_2_SIGNAL")).Score.AsText());
    }

    [Fact]
    public async Task The_highest_stored_version_is_taken_and_a_missing_dependency_named()
    {
        var library = PackedPackage.Library("1.0.0");
        foreach (var (version, dependency) in new[] { ("1.9.0", "9.0.0"), ("1.10.0", "3.0.0") })
        {
            PackedPackage.Install(
                PackedPackage.Pack(Root, "Needy", version, [("lib/net10.0/Needy.dll", PackedPackage.Plugin("NEEDY", library))], ("Shared.Words", dependency)), Root, "Needy", version);
        }

        var integration = await _folder.LoadAmongGoodOnesAsync("nuget:needy");

        Assert.Equal(IntegrationState.NotFound, integration.State);
        Assert.Contains("needs Shared.Words (>= 3.0.0)", Assert.Single(integration.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nupkg_file_loads_with_the_library_its_author_put_in()
    {
        var library = PackedPackage.Library("4.0.0");
        PackedPackage.Pack(
            Root, "Packed", "1.0.0",
            [("lib/net10.0/Packed.dll", PackedPackage.Plugin("Packed", library)), ("lib/net10.0/Shared.Words.dll", library), ("lib/net11.0/Packed.dll", [1, 2, 3])]);
        _folder.List("./Packed.1.0.0.nupkg");

        var integration = Assert.Single((await _folder.LoadAsync()).Integrations);

        // Its id is not UPPER_SNAKE_CASE, which only shows that it was read.
        Assert.Equal("manifest.id", integration.Problems.First(problem => !problem.IsWarning).Code);
        Assert.Equal("Packed", integration.Id);
    }

    [Fact]
    public async Task A_changed_nupkg_file_is_seen_by_the_next_reload()
    {
        foreach (var version in new[] { "1.0.0", "2.0.0" })
        {
            var library = PackedPackage.Library(version);
            var file = PackedPackage.Pack(Root, "Same", "1.0.0", [("lib/net8.0/PACKED.dll", PackedPackage.Plugin("PACKED", library)), ("lib/net8.0/Shared.Words.dll", library)]);
            _folder.List($"./{Path.GetFileName(file)}");
            await _folder.LoadAsync();

            Assert.Equal(version, (await RunAsync("PACKED_SIGNAL")).Score.AsText());
        }
    }

    [Fact]
    public async Task P29_a_package_whose_dependency_on_the_contract_excludes_this_host_is_incompatible()
    {
        var library = PackedPackage.Library("1.0.0");
        PackedPackage.Pack(
            Root, "Later", "1.0.0", [("lib/net10.0/LATER.dll", PackedPackage.Plugin("LATER", library)), ("lib/net10.0/Shared.Words.dll", library)], ("Coop.Integrations", "[1.5,2.0)"));

        var integration = await _folder.LoadAmongGoodOnesAsync("./Later.1.0.0.nupkg");

        Assert.Equal(IntegrationState.Incompatible, integration.State);
        Assert.Contains(">= 1.5", Assert.Single(integration.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_for_a_later_framework_is_invalid_and_says_what_it_has()
    {
        PackedPackage.Pack(Root, "Later", "1.0.0", [("lib/net11.0/LATER.dll", [1])]);

        var integration = await _folder.LoadAmongGoodOnesAsync("./Later.1.0.0.nupkg");

        Assert.Equal(IntegrationState.Invalid, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal("integration.no-assembly", problem.Code);
        Assert.Contains("it has net11.0", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../escaped.txt")]
    [InlineData("lib/../../../escaped.txt")]
    [InlineData("..\\..\\escaped.txt")]
    [InlineData("%2e%2e/%2e%2e/escaped.txt")]
    public async Task A_nupkg_file_that_would_write_outside_its_folder_is_refused_and_writes_nothing(string member)
    {
        using (var zip = new ZipArchive(File.Create(_folder.Folder["evil.nupkg"]), ZipArchiveMode.Create))
        {
            zip.CreateEntry("Evil.nuspec").Open().Dispose();
            using var entry = zip.CreateEntry(member).Open();
            entry.Write(Encoding.UTF8.GetBytes("gotcha"));
        }

        var integration = await _folder.LoadAmongGoodOnesAsync("./evil.nupkg");

        Assert.Equal(IntegrationState.Invalid, integration.State);
        Assert.Equal("integration.unsafe-package", Assert.Single(integration.Problems).Code);
        Assert.Empty(Directory.GetFiles(_folder.CacheDirectory, "escaped.txt", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.CacheDirectory, "packages")));
    }

    [Fact]
    public async Task A_nupkg_file_that_unpacks_without_end_is_refused_and_leaves_nothing_behind()
    {
        using (var zip = new ZipArchive(File.Create(_folder.Folder["bomb.nupkg"]), ZipArchiveMode.Create))
        {
            zip.CreateEntry("Bomb.nuspec").Open().Dispose();
            using var entry = zip.CreateEntry("lib/net10.0/BOMB.dll", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1025; i++)
            {
                entry.Write(zeros);
            }
        }

        var integration = await _folder.LoadAmongGoodOnesAsync("./bomb.nupkg");

        Assert.Equal(IntegrationState.Invalid, integration.State);
        Assert.Contains("more than 1024 MiB", Assert.Single(integration.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.CacheDirectory, "packages")));
    }

    [Fact]
    public async Task A_bare_name_found_in_both_places_says_how_to_be_explicit()
    {
        var library = PackedPackage.Library("1.0.0");
        PackedPackage.Install(
            PackedPackage.Pack(Root, "both", "1.0.0", [("lib/net10.0/BOTH.dll", PackedPackage.Plugin("BOTH", library)), ("lib/net10.0/Shared.Words.dll", library)]), Root, "both", "1.0.0");
        _folder.Folder.Write("node_modules/both/package.json", "{}");

        var integration = await _folder.LoadAmongGoodOnesAsync("both");

        Assert.Equal(IntegrationState.Invalid, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal("integration.ambiguous-package", problem.Code);
        Assert.Contains("Write \"npm:both\" or \"nuget:both\"", problem.Message, StringComparison.Ordinal);
        _folder.List("nuget:both");
        Assert.Equal(IntegrationState.Active, (await _folder.LoadAsync()).Find("BOTH")!.State);
    }

    private ValueTask<Engine.Signals.SignalOutcome> RunAsync(string signalId) => _folder.RunAsync(signalId, "text");
}

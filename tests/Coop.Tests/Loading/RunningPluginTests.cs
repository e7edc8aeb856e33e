using System.Runtime.CompilerServices;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Loading;

/// <summary>What a good integration gets, and what remains of it afterwards.</summary>
public sealed class RunningPluginTests : IAsyncLifetime
{
    private readonly LoadedFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Two_projects_run_side_by_side_with_different_versions_of_one_library()
    {
        _folder.List(Repo.PathOf("tests", "plugins", "Plugin.OldLibrary"), Repo.PathOf("tests", "plugins", "Plugin.NewLibrary"));
        await _folder.LoadAsync();

        Assert.Equal("12.0", (await _folder.RunAsync("OLD_LIBRARY_VERSION", "{}")).Score.AsText());
        Assert.Equal("13.0", (await _folder.RunAsync("NEW_LIBRARY_VERSION", "{}")).Score.AsText());
    }

    [Fact]
    public async Task A_private_native_library_is_found()
    {
        _folder.List(Repo.PathOf("tests", "plugins", "Plugin.Native"));
        await _folder.LoadAsync();

        Assert.True((await _folder.RunAsync("NATIVE_VERSION", "")).Score.AsNumber() > 3_000_000);
    }

    [Fact]
    public async Task A_native_library_is_found_in_a_package_of_the_store()
    {
        var output = Repo.Output("tests", "plugins", "Plugin.Native");
        var natives = Directory.GetFiles(Path.Combine(output, "runtimes"), "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(output, file).Replace('\\', '/'), File.ReadAllBytes(file)));
        PackedPackage.Install(PackedPackage.Pack(_folder.Folder.Root, "Some.Native", "1.0.0", natives), _folder.Folder.Root, "Some.Native", "1.0.0");
        PackedPackage.Install(
            PackedPackage.Pack(
                _folder.Folder.Root, "Uses.Native", "1.0.0", [("lib/net10.0/Plugin.Native.dll", File.ReadAllBytes(Path.Combine(output, "Plugin.Native.dll")))], ("Some.Native", "1.0.0")),
            _folder.Folder.Root, "Uses.Native", "1.0.0");
        _folder.List("nuget:Uses.Native");
        await _folder.LoadAsync();

        Assert.True((await _folder.RunAsync("NATIVE_VERSION", "")).Score.AsNumber() > 3_000_000);
    }

    [Fact]
    public async Task A_package_s_own_copy_of_the_contract_is_not_used()
    {
        var folder = _folder.Add("good", new PluginSource());
        File.Copy(typeof(ISignal).Assembly.Location, Path.Combine(folder, "Coop.Integrations.dll"));
        var deps = Path.Combine(folder, "good.deps.json");
        File.WriteAllText(deps, File.ReadAllText(deps).Replace("\"good.dll\": {}", "\"good.dll\": {}, \"Coop.Integrations.dll\": {}", StringComparison.Ordinal));
        _folder.List("./good");

        Assert.Equal(IntegrationState.Active, (await _folder.LoadAsync()).Integrations.Single().State);
        Assert.Equal(3, (await _folder.RunAsync("GOOD_SIGNAL", "abc")).Score.AsNumber());
    }

    [Fact]
    public async Task P29_one_built_against_a_newer_minor_contract_runs_with_a_warning()
    {
        var mark = _folder.Folder["ran"];
        var newer = new Version(ContractVersion.Current.Major, ContractVersion.Current.Minor + 3, 0, 0).ToString();
        var contract = PluginCompiler.Compile("Coop.Integrations", ContractStub.Source(newer));
        PluginCompiler.Publish(_folder.Folder["newer"], "newer", ContractStub.PluginThatLeavesAMark(mark), contract);
        _folder.List("./newer");

        var integration = (await _folder.LoadAsync()).Integrations.Single();

        Assert.True(integration.State == IntegrationState.Active, string.Join("; ", integration.Problems));
        Assert.Contains(integration.Problems, problem => problem is { IsWarning: true, Code: "integration.newer-contract" } && problem.Message.Contains("upgrade the host", StringComparison.Ordinal));
        Assert.True(File.Exists(mark));
    }

    [Fact]
    public async Task P11_D01_the_entry_s_config_reaches_the_plugin_raw_and_bound_before_its_signals_exist()
    {
        _folder.Add("configured", Configured);
        _folder.WriteConfig("""{ "integrations": [ { "package": "./configured", "config": { "level": 7, "name": "x" } } ] }""");

        var integration = (await _folder.LoadAsync()).Integrations.Single();

        Assert.True(integration.State == IntegrationState.Active, string.Join("; ", integration.Problems));
        Assert.Equal("""7 { "level": 7, "name": "x" }""", (await _folder.RunAsync("GOOD_SIGNAL", "")).Score.AsText());
    }

    [Theory]
    [InlineData("""{ "level": 99 }""", "$.integrations[0].config.level", "at most 10")]
    [InlineData("""{ "level": "high" }""", "$.integrations[0].config.level", "could not be converted")]
    public async Task P11_config_that_its_author_refuses_is_reported_with_its_path_and_place(string config, string path, string says)
    {
        _folder.Add("configured", Configured);
        _folder.WriteConfig($$"""{ "integrations": [ { "package": "./configured", "config": {{config}} } ] }""");

        var integration = (await _folder.LoadAsync()).Integrations.Single();

        Assert.Equal(IntegrationState.Invalid, integration.State);
        var problem = integration.Problems.Single(problem => !problem.IsWarning);
        Assert.Equal(("integration.config-refused", path), (problem.Code, problem.Path));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Contains("line 1, column ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D07_an_integration_reads_what_an_organisation_saved_for_it_and_nothing_before_it_is_registered()
    {
        var source = new PluginSource
        {
            OutputType = "SignalOutputType.Text",
            CreateSignals = """
                try { context.GetConfigAsync("org", default).AsTask().Wait(); return null; }
                catch (AggregateException e) when (e.InnerException is InvalidOperationException) { return new ISignal[] { new Measure(context, "GOOD_SIGNAL") }; }
                """,
            Run = "Reading.Of(host, input, cancellationToken)",
            Types = """
                public static class Reading
                {
                    public static async ValueTask<SignalResult> Of(IPluginContext host, SignalInput input, CancellationToken token) =>
                        SignalResult.Scored((await host.GetConfigAsync(input.OrgId, token)).GetString("key") ?? "nothing");
                }
                """,
        };
        _folder.Add("good", source);
        _folder.List("./good");
        _folder.Configs.Save("org", "GOOD", """{ "key": "mine" }""");
        _folder.Configs.Save("org", "OTHER", """{ "key": "somebody else's" }""");

        var integration = (await _folder.LoadAsync()).Integrations.Single();

        Assert.True(integration.State == IntegrationState.Active, string.Join("; ", integration.Problems));
        Assert.Equal("mine", (await _folder.RunAsync("GOOD_SIGNAL", "")).Score.AsText());
        Assert.Equal("nothing", (await _folder.RunAsync("GOOD_SIGNAL", "", "another")).Score.AsText());
    }

    [Fact]
    public async Task D02_configuration_fields_and_the_whole_manifest_are_kept_as_they_were_at_start()
    {
        _folder.Add("good", new PluginSource
        {
            ManifestMembers = "Description = \"said once\", EgressHosts = Hosts, ConfigurationFields = new[] { new ConfigurationField { Key = \"k\", Label = \"l\", Required = true, InputType = ConfigurationInputType.Password } },",
            PluginMembers = "static readonly List<string> Hosts = new List<string> { \"a.example\" };",
            CreateSignals = "Hosts.Add(\"evil.example\"); return new ISignal[] { new Measure(context, \"GOOD_SIGNAL\") };",
        });
        _folder.List("./good");

        var manifest = (await _folder.LoadAsync()).Integrations.Single().Manifest!;

        Assert.Equal("said once", manifest.Description);
        Assert.Equal(["a.example"], manifest.EgressHosts!);
        Assert.Equal(ConfigurationInputType.Password, Assert.Single(manifest.ConfigurationFields).InputType);
    }

    [Fact]
    public async Task Calls_in_flight_finish_on_the_old_set_which_is_disposed_afterwards()
    {
        var stopped = _folder.Folder["stopped"];
        _folder.Add("good", new PluginSource
        {
            Interfaces = ", IDisposable",
            PluginMembers = $"public void Dispose() => System.IO.File.WriteAllText(@\"{stopped}\", \"stopped\");",
        });
        _folder.List("./good");
        var old = (await _folder.LoadAsync()).FindSignal("GOOD_SIGNAL")!;
        var changes = 0;
        _folder.Host.Changed += () => changes++;
        _folder.Add("good", new PluginSource { Run = "ValueTask.FromResult(SignalResult.Scored(42.0))" });

        await _folder.Host.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, changes);
        Assert.Equal(42, (await _folder.RunAsync("GOOD_SIGNAL", "abc")).Score.AsNumber());
        Assert.Equal(3, (await RunAsync(old)).Score.AsNumber());
        Assert.False(File.Exists(stopped));

        _folder.Time.Advance((2 * SignalLimits.Default.Timeout) + _folder.Options.DrainTime);
        await Eventually.SeeAsync(() => File.Exists(stopped));
    }

    [Fact]
    public async Task A_failed_start_and_a_disposed_host_dispose_the_plugin_and_leave_no_file()
    {
        var stopped = _folder.Folder["stopped"];
        var source = new PluginSource { Interfaces = ", IAsyncDisposable", PluginMembers = $"public ValueTask DisposeAsync() {{ System.IO.File.AppendAllText(@\"{stopped}\", \"x\"); return default; }}" };
        _folder.Add("bad", source with { CreateSignals = "throw new Exception();" });
        _folder.Add("invalid", source with { Id = "INVALID", DescriptorMembers = "Cost = -1," });
        _folder.Add("good", source);
        _folder.List("./bad", "./invalid", "./good");

        await _folder.LoadAsync();
        Assert.Equal("xx", await File.ReadAllTextAsync(stopped, TestContext.Current.CancellationToken));
        await _folder.Host.DisposeAsync();

        Assert.Equal("xxx", await File.ReadAllTextAsync(stopped, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder.CacheDirectory, "running")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _folder.Host.ReloadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Files_can_be_replaced_while_they_run()
    {
        var folder = _folder.Add("good", new PluginSource());
        _folder.List("./good");
        await _folder.LoadAsync();

        File.WriteAllBytes(Path.Combine(folder, "good.dll"), new byte[10]);

        Assert.Equal(5, (await _folder.RunAsync("GOOD_SIGNAL", "12345")).Score.AsNumber());
    }

    [Fact]
    public async Task A_replaced_integration_s_memory_is_freed()
    {
        _folder.Add("configured", Configured);
        _folder.WriteConfig("""{ "integrations": [ { "package": "./configured", "config": { "level": 1 } } ] }""");
        var assembly = await LoadAndForgetAsync();

        _folder.List();
        await _folder.LoadAsync();
        _folder.Time.Advance(TimeSpan.FromHours(1));

        await Eventually.SeeAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !assembly.TryGetTarget(out _);
        });
    }

    private static PluginSource Configured => new()
    {
        Interfaces = ", IStaticConfig<Settings>",
        OutputType = "SignalOutputType.Text",
        PluginMembers = """
            public static int Level;
            public JsonTypeInfo<Settings> ConfigTypeInfo => (JsonTypeInfo<Settings>)Resolver.Instance.GetTypeInfo(typeof(Settings), Resolver.Options);
            public IReadOnlyList<ConfigError> UseConfig(Settings config)
            {
                Level = config.Level;
                return Level <= 10 ? new ConfigError[0] : new[] { new ConfigError("level", "The level is at most 10.") };
            }
            """,
        CreateSignals = "if (Level == 0) throw new Exception(\"too early\"); return new ISignal[] { new Measure(context, \"GOOD_SIGNAL\") };",
        Run = "ValueTask.FromResult(SignalResult.Scored(Plugin.Level + \" \" + host.Config.GetRawText()))",
        Types = """
            public sealed class Settings { public int Level { get; set; } }

            // By hand what the source generator writes: there is none where tests compile.
            public sealed class Resolver : IJsonTypeInfoResolver
            {
                public static readonly Resolver Instance = new Resolver();
                public static readonly JsonSerializerOptions Options = new JsonSerializerOptions { TypeInfoResolver = Instance };
                public JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options)
                {
                    if (type == typeof(int)) return JsonMetadataServices.CreateValueInfo<int>(options, JsonMetadataServices.Int32Converter);
                    if (type != typeof(Settings)) return null;
                    var level = new JsonPropertyInfoValues<int>
                    {
                        IsProperty = true, IsPublic = true, DeclaringType = typeof(Settings), PropertyName = "Level", JsonPropertyName = "level",
                        Getter = o => ((Settings)o).Level, Setter = (o, v) => ((Settings)o).Level = v,
                    };
                    return JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<Settings>
                    {
                        ObjectCreator = () => new Settings(), PropertyMetadataInitializer = _ => new[] { JsonMetadataServices.CreatePropertyInfo(options, level) },
                    });
                }
            }
            """,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference<System.Reflection.Assembly>> LoadAndForgetAsync()
    {
        await _folder.LoadAsync();
        await _folder.RunAsync("GOOD_SIGNAL", "");
        return new WeakReference<System.Reflection.Assembly>(
            AppDomain.CurrentDomain.GetAssemblies().Last(assembly => assembly.GetName().Name == "configured" && assembly.Location.StartsWith(_folder.CacheDirectory, StringComparison.Ordinal)));
    }

    private static ValueTask<SignalOutcome> RunAsync(CatalogueSignal signal) => signal.RunAsync(
        new SignalInput { OrgId = "org", SignalId = signal.Descriptor.Id, Value = ScalarValue.Text("abc") }, TestContext.Current.CancellationToken);
}

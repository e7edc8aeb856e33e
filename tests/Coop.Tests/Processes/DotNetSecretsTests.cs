using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Plugins.Processes.Supervision;
using Coop.Tests.Loading;

namespace Coop.Tests.Processes;

/// <summary>
/// A hostile .NET integration in a process of its own looks for what is not its own: in its environment, its arguments, its open files, and by reaching with
/// reflection for whatever the runner would say to the host.
/// </summary>
public sealed class DotNetSecretsTests : IAsyncLifetime
{
    private readonly string _inEnvironment = $"environment-{Guid.NewGuid():N}";
    private readonly string _inOtherConfig = $"other-config-{Guid.NewGuid():N}";
    private readonly string _inStaticConfig = $"static-config-{Guid.NewGuid():N}";
    private readonly string _variable = $"COOP_TEST_{Guid.NewGuid():N}";
    private readonly NodeFolder _folder = new() { Limits = ProcessLimits.Default };

    public ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(_variable, _inEnvironment);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task It_finds_its_own_configuration_and_nobody_elses()
    {
        var database = _folder.Folder.Write("coop.db", "the host's database");
        await using var open = File.Open(database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        await LoadAsync();
        _folder.Configs.Save("org1", "VICTIM", $$"""{ "apiKey": "{{_inOtherConfig}}" }""");
        _folder.Configs.Save("org1", "HOSTILE", """{ "apiKey": "its own key" }""");

        var found = (await _folder.RunAsync("HOSTILE_SIGNAL")).Score.AsText();
        var seen = JsonElement.Parse(found);

        // It did look, and in the right places.
        Assert.Contains("its own key", seen.GetProperty("configs").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, seen.GetProperty("configs").GetArrayLength());
        Assert.Contains("coop-runner.dll", seen.GetProperty("arguments").GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(0, seen.GetProperty("openFiles").GetArrayLength());
        Assert.Contains(Environment.GetEnvironmentVariables().Keys.Cast<string>(), name => name == _variable);

        Assert.DoesNotContain(_inEnvironment, found, StringComparison.Ordinal);
        Assert.DoesNotContain(_inOtherConfig, found, StringComparison.Ordinal);
        Assert.DoesNotContain(_inStaticConfig, found, StringComparison.Ordinal);
        Assert.DoesNotContain(database, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_environment_is_what_the_host_lists_and_its_own_folder()
    {
        await LoadAsync();
        var seen = JsonElement.Parse((await _folder.RunAsync("HOSTILE_SIGNAL")).Score.AsText());
        string[] allowed =
            ["HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "SystemRoot", "DOTNET_GCHeapHardLimit", "DOTNET_EnableDiagnostics"];
        Assert.Empty(seen.GetProperty("environment").EnumerateObject().Select(variable => variable.Name).Except(allowed));
        Assert.StartsWith(_folder.CacheDirectory, seen.GetProperty("folder").GetString(), StringComparison.Ordinal);
        Assert.Equal(seen.GetProperty("folder").GetString(), seen.GetProperty("environment").GetProperty("HOME").GetString());
    }

    private async Task LoadAsync()
    {
        PluginCompiler.Publish(_folder.Folder["hostile"], "hostile", Hostile.ToString());
        PluginCompiler.Publish(_folder.Folder["victim"], "victim", new PluginSource { Id = "VICTIM", SignalId = "VICTIM_SIGNAL" }.ToString());
        _folder.WriteConfig($$"""
            { "integrations": [
              { "package": "./hostile", "isolation": "process" },
              { "package": "./victim", "isolation": "process", "config": { "token": "{{_inStaticConfig}}" } } ] }
            """);
        await _folder.LoadAsync();
        Assert.True(_folder.Host.Current.Integrations.All(integration => integration.State == IntegrationState.Active), NodeFolder.Describe(_folder.Host.Current));
    }

    private static PluginSource Hostile => new()
    {
        Id = "HOSTILE",
        SignalId = "HOSTILE_SIGNAL",
        OutputType = "SignalOutputType.Text",
        DescriptorMembers = "Cost = 1,",
        Run = "Search.Run(host)",
        Types = """
            public static class Search
            {
                const System.Reflection.BindingFlags All = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;

                public static async ValueTask<SignalResult> Run(IPluginContext context)
                {
                    var environment = new Dictionary<string, string>();
                    foreach (System.Collections.DictionaryEntry pair in Environment.GetEnvironmentVariables()) environment[(string)pair.Key] = (string)pair.Value;
                    var found = new Dictionary<string, object>
                    {
                        ["environment"] = environment,
                        ["firstEnvironment"] = System.IO.File.ReadAllText("/proc/self/environ"),
                        ["arguments"] = Environment.GetCommandLineArgs().Append(System.IO.File.ReadAllText("/proc/self/cmdline")).ToArray(),
                        ["folder"] = System.IO.Directory.GetCurrentDirectory(),
                        ["openFiles"] = System.IO.Directory.GetFileSystemEntries("/proc/self/fd").Select(file => new System.IO.FileInfo(file).LinkTarget ?? "").ToArray(),
                        ["config"] = context.Config.GetRawText(),
                        ["configs"] = new[] { (await context.GetConfigAsync("org1", default)).Json.GetRawText(), await Reach(context) },
                    };
                    return SignalResult.Scored(JsonSerializer.Serialize(found));
                }

                // In the host's own process this would be the victim's: there the store is the host's.
                static async Task<string> Reach(IPluginContext context)
                {
                    var surroundings = context.GetType().GetFields(All).Select(field => field.GetValue(context)).First(value => value?.GetType().GetProperty("Configs", All) != null);
                    var store = surroundings.GetType().GetProperty("Configs", All).GetValue(surroundings);
                    var asked = (ValueTask<OrgConfig>)store.GetType().GetMethod("GetAsync", All).Invoke(store, new object[] { "org1", "VICTIM", CancellationToken.None });
                    return (await asked).Json.GetRawText();
                }
            }
            """,
    };
}

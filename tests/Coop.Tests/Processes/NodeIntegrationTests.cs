using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Processes;

public sealed class NodeIntegrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_published_example_runs_unchanged()
    {
        await using var node = new NodeFolder();
        node.Folder.Write("package.json", """{ "name": "adopter", "private": true }""");
        await Npm.InstallAsync(node.Folder.Root, "@roostorg/coop-integration-example@2.0.1");
        node.List("@roostorg/coop-integration-example");
        var example = Assert.Single((await node.LoadAsync()).Integrations);
        Assert.True(example.State == IntegrationState.Active, NodeFolder.Describe(node.Host.Current));
        Assert.Empty(example.Problems);
        Assert.Equal(("COOP_INTEGRATION_EXAMPLE", "Coop Integration Example", "2.0.1", true), (example.Id, example.Manifest!.Name, example.Manifest.Version, example.Manifest.RequiresConfig));
        Assert.Equal(IntegrationRuntime.Node, example.Runtime);
        Assert.True(example.IsProcess);
        Assert.Empty(example.Manifest.ModelCard!.MissingSectionIds());
        Assert.True(File.Exists(example.LogoFile) && File.Exists(example.LogoWithBackgroundFile));
        Assert.Equal("truePercentage", Assert.Single(example.Manifest.ConfigurationFields).Key);

        var selection = node.Signal("RANDOM_SIGNAL_SELECTION");
        Assert.Equal("Coin Flip Selection", selection.Descriptor.DisplayName);
        Assert.Null(selection.Descriptor.SupportedLanguages);
        Assert.Equal([SignalInputType.String, SignalInputType.Image, SignalInputType.FullItem], selection.Descriptor.EligibleInputs);
        Assert.False((await selection.GetAvailabilityAsync("org1", Cancel)).IsAvailable);
        node.Configs.Save("org1", "COOP_INTEGRATION_EXAMPLE", """{ "truePercentage": "100" }""");
        Assert.True((await selection.GetAvailabilityAsync("org1", Cancel)).IsAvailable);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("RANDOM_SIGNAL_SELECTION"));
            Assert.InRange((await node.RunAsync("RANDOM_SCORE")).Score.AsNumber(), 0, 100);
        }
    }

    [Fact]
    public async Task The_sample_measures_and_says_when_it_cannot()
    {
        await using var node = new NodeFolder();
        node.List(Repo.PathOf("samples", "node-integration"));
        var sample = Assert.Single((await node.LoadAsync()).Integrations);
        Assert.True(sample.State == IntegrationState.Active, NodeFolder.Describe(node.Host.Current));
        Assert.Empty(sample.Problems);
        Assert.True(File.Exists(sample.LogoFile) && File.Exists(sample.LogoWithBackgroundFile));
        Assert.Equal(SignalOutcome.Scored(0.5, detail: "50 % of 12 letters are capitals."), await node.RunAsync("LOUDNESS", "STOP IT friend"));
        Assert.Equal(SignalOutcomeKind.NotApplicable, (await node.RunAsync("LOUDNESS", "OK")).Kind);
        node.Configs.Save("org1", "LOUDNESS_SAMPLE", """{ "shortestText": 2 }""");
        Assert.Equal(1, (await node.RunAsync("LOUDNESS", "OK")).Score.AsNumber());
    }

    [Fact]
    public async Task A_saved_configuration_reaches_the_next_run_and_only_its_own_organisation()
    {
        await using var node = new NodeFolder();
        node.Add("levels", $$"""
            {{NodeSource.Signal}}
            export default {
              manifest: { id: 'LEVELS', name: 'Levels', version: '1.0.0', requiresConfig: true, signalTypeIds: ['LEVEL'] },
              createSignals: (context) => [signal(context, 'LEVEL', async (input) => ({ score: String((await context.getCredential(input.orgId)).level) }), { outputType: { scalarType: 'STRING' } })],
            };
            """);
        node.List("./levels");
        await node.LoadAsync();
        Assert.Equal("undefined", (await node.RunAsync("LEVEL")).Score.AsText());
        node.Configs.Save("org2", "LEVELS", """{ "level": "theirs" }""");
        Assert.Equal("undefined", (await node.RunAsync("LEVEL")).Score.AsText());
        foreach (var level in new[] { "one", "two", "three" })
        {
            node.Configs.Save("org1", "LEVELS", $$"""{ "level": "{{level}}" }""");
            Assert.Equal(level, (await node.RunAsync("LEVEL")).Score.AsText());
        }
    }

    [Fact]
    public async Task Optional_capabilities_of_a_plugin_are_those_of_the_contract()
    {
        await using var node = new NodeFolder();
        node.List(Path.GetFullPath(Repo.PathOf("tests", "protocol", "plugin")));
        var golden = Assert.Single((await node.LoadAsync()).Integrations);
        Assert.True(golden.State == IntegrationState.Active, NodeFolder.Describe(node.Host.Current));
        var config = new OrgConfig(System.Text.Json.JsonDocument.Parse("""{ "level": 11 }""").RootElement);

        Assert.Equal([new ConfigError("level", "At most 10.")], await golden.ConfigValidator!.ValidateAsync(config, Cancel));
        var steps = await golden.ConnectionTest!.TestConnectionAsync(config, Cancel).ToListAsync(Cancel);
        Assert.Equal([new(ConnectionTestStage.Reach, true, "Answered."), new(ConnectionTestStage.Authenticate, false, "Refused.")], steps);
        var (choices, reason) = await node.Signal("GOLDEN_CHOICES").GetSubcategoriesAsync("org7", Cancel);
        Assert.Null(reason);
        Assert.Equal(("a", "A of org7"), (Assert.Single(choices).Id, choices[0].Label));
    }

    [Fact]
    public async Task Calls_are_answered_side_by_side()
    {
        await using var node = new NodeFolder();
        const string meet = "() => new Promise((resolve) => { const waiting = (globalThis.waiting ??= []); waiting.push(resolve); if (waiting.length === 2) waiting.forEach((it) => it({ score: true })); })";
        node.Add("pairs", NodeSource.Plugin("PAIRS", ("FIRST_OF_PAIR", meet), ("SECOND_OF_PAIR", meet)));
        node.List("./pairs");
        await node.LoadAsync();
        var outcomes = await Task.WhenAll(node.RunAsync("FIRST_OF_PAIR"), node.RunAsync("SECOND_OF_PAIR"));
        Assert.All(outcomes, outcome => Assert.Equal(SignalOutcome.Scored(true), outcome));
    }

    [Theory]
    [InlineData("npm:coop-one", "node_modules/coop-one")]
    [InlineData("@scope/coop-one", "node_modules/@scope/coop-one")]
    [InlineData("coop-one", "node_modules/coop-one")]
    [InlineData("./coop-one", "deep/down/coop-one")]
    [InlineData("../coop-one", "deep/coop-one")]
    public async Task A_package_is_found_from_the_config_file_upwards_whatever_the_working_directory_is(string spec, string where)
    {
        await using var node = new NodeFolder { ConfigFile = "deep/down/integrations.config.json" };
        node.Add(where, NodeSource.Plugin("ONE", ("SERVES", NodeSource.Good)));
        node.List(spec);
        await node.LoadAsync();
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("SERVES"));
    }

    [Fact]
    public async Task A_missing_Node_is_a_state_of_its_own_and_says_what_is_needed()
    {
        await using var node = new NodeFolder { NodeExecutable = "/nowhere/node" };
        node.Add("any", NodeSource.Plugin("ANY"));
        node.List("./any");
        var integration = Assert.Single((await node.LoadAsync()).Integrations);
        Assert.Equal(IntegrationState.RuntimeMissing, integration.State);
        var problem = Assert.Single(integration.Problems);
        Assert.Equal("integration.runtime-missing", problem.Code);
        Assert.Contains("Node 20.11", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v18.20.4")]
    [InlineData("v20.10.0")]
    [InlineData("v22.14.0")]
    [InlineData("v23.4.0")]
    public async Task A_Node_that_is_too_old_is_named_with_its_version(string version)
    {
        await using var node = new NodeFolder { NodeExecutable = FakeNode(version) };
        node.Add("any", NodeSource.Plugin("ANY"));
        node.List("./any");
        var integration = Assert.Single((await node.LoadAsync()).Integrations);
        Assert.Equal(IntegrationState.RuntimeMissing, integration.State);
        Assert.Contains($"Node {version[1..]}", Assert.Single(integration.Problems).Message, StringComparison.Ordinal);
        File.Delete(node.NodeExecutable);
    }

    private static string FakeNode(string version)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"#!/bin/sh\necho {version}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        return file;
    }
}

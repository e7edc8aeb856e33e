using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Processes;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Plugin.Conformance;

namespace Coop.Tests.Conformance;

/// <summary>What an integration sees of the host and the host of an integration, whatever runs it: every runtime passes the same cases.</summary>
public abstract class ConformanceTests(ConformanceHost host)
{
    public static TheoryData<string> Inputs => [.. EchoCases.All.Keys];

    protected ConformanceHost Host { get; } = host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_member_of_the_manifest_arrives()
    {
        Assert.True(Host.Integration.State == IntegrationState.Active, NodeFolder.Describe(Host.Host.Current));
        Assert.Empty(Host.Integration.Problems);
        Assert.Equal(Told.InFull(ConformanceManifest.Of([.. Host.Integration.Signals.Select(signal => signal.Descriptor.Id)])), Told.InFull(Host.Integration.Manifest));
        Assert.True(File.Exists(Host.Integration.LogoWithBackgroundFile));
    }

    [Fact]
    public void Every_member_of_a_descriptor_arrives()
    {
        Assert.Equal(Told.InFull(new FullSignal().Descriptor), Told.InFull(Host.Signal("CONF_FULL").Descriptor));
        var plain = AnySignal.Plain("CONF_PLAIN", SignalOutputType.Boolean) with { Integration = "CONFORMANCE" };
        Assert.Equal(Told.InFull(plain), Told.InFull(Host.Signal("CONF_PLAIN").Descriptor with { Integration = "CONFORMANCE" }));
    }

    [Theory, MemberData(nameof(Inputs))]
    public async Task Every_input_arrives_unchanged(string name)
    {
        var (input, seen) = EchoCases.All[name];
        var outcome = await Host.RunAsync(input);
        Assert.True(outcome.Kind == SignalOutcomeKind.Scored, outcome.Failure?.Reason);
        var (expected, actual) = (JsonElement.Parse(seen), JsonElement.Parse(outcome.Score.AsText()));
        Assert.True(JsonElement.DeepEquals(expected, actual), $"Expected {expected}\nand it saw {actual}");
    }

    [Fact]
    public async Task Each_kind_of_score_arrives()
    {
        Assert.True((await Host.RunAsync("CONF_BOOLEAN", "true")).Score.AsBoolean());
        Assert.False((await Host.RunAsync("CONF_BOOLEAN", "false")).Score.AsBoolean());
        Assert.Equal(-1.5e-300, (await Host.RunAsync("CONF_NUMBER", "-1.5e-300")).Score.AsNumber());
        Assert.Equal("naïve 🦊", (await Host.RunAsync("CONF_TEXT", "naïve 🦊")).Score.AsText());
        Assert.Equal("MEDIUM", (await Host.RunAsync("CONF_ENUM", "MEDIUM")).Score.AsText());
    }

    [Fact]
    public async Task What_matched_and_the_detail_arrive()
    {
        var outcome = await Host.RunAsync("CONF_TEXT", "x");
        Assert.Equal(("what matched", "in one sentence"), (outcome.MatchedValue, outcome.Detail));
    }

    [Fact]
    public async Task Not_applicable_arrives_with_its_reason()
    {
        var outcome = await Host.RunAsync("CONF_NOT_APPLICABLE", "x");
        Assert.Equal((SignalOutcomeKind.NotApplicable, "Too short to judge."), (outcome.Kind, outcome.Detail));
    }

    [Theory]
    [InlineData("CONF_FAIL", "unavailable", FailureKind.Unavailable, "The vendor is out.", 1500)]
    [InlineData("CONF_FAIL", "badCredential", FailureKind.BadCredential, "The key is wrong.", null)]
    [InlineData("CONF_FAIL", "outOfScope", FailureKind.OutOfScope, "The value is too large.", null)]
    [InlineData("CONF_FAIL", "permanent", FailureKind.Refused, "This will never work.", null)]
    [InlineData("CONF_FAIL", "throws", FailureKind.Crashed, "boom", null)]
    [InlineData("CONF_FAIL", "nan", FailureKind.InvalidOutput, "", null)]
    [InlineData("CONF_FAIL", "null", FailureKind.InvalidOutput, "", null)]
    [InlineData("CONF_FAIL", "wrongType", FailureKind.InvalidOutput, "", null)]
    [InlineData("CONF_ENUM", "EXTREME", FailureKind.InvalidOutput, "LOW, MEDIUM, HIGH", null)]
    public async Task Each_kind_of_trouble_becomes_its_failure_and_the_next_call_is_served(string signalId, string how, FailureKind kind, string says, int? retryAfterMs)
    {
        var failure = (await Host.RunAsync(signalId, how)).Failure;
        Assert.NotNull(failure);
        Assert.Equal((kind, retryAfterMs), (failure.Kind, (int?)failure.RetryAfter?.TotalMilliseconds));
        Assert.Contains(says, failure.Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await Host.RunAsync("CONF_FAIL", "no")).Score.AsNumber());
    }

    [Fact]
    public async Task A_call_that_never_answers_times_out_and_the_next_is_served()
    {
        await using var impatient = Host.Another(""" "limits": { "timeoutMs": 2000, "startTimeoutMs": 60000 } """);
        await impatient.InitializeAsync();
        Assert.Equal(FailureKind.TimedOut, (await impatient.RunAsync("CONF_FAIL", "hangs")).Failure?.Kind);
        Assert.Equal(1, (await impatient.RunAsync("CONF_FAIL", "no")).Score.AsNumber());
    }

    [Fact]
    public async Task Cancelling_frees_the_caller_and_tells_the_author()
    {
        using var giveUp = new CancellationTokenSource();
        var before = (await Host.RunAsync("CONF_CANCELLED", "x")).Score.AsNumber();
        var waiting = Host.Signal("CONF_WAIT").RunAsync(ConformanceHost.Input("CONF_WAIT", "x"), giveUp.Token).AsTask();
        Assert.True((await Host.RunAsync("CONF_PLAIN", "x")).Score.AsBoolean());
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.SeeAsync(async () => (await Host.RunAsync("CONF_CANCELLED", "x")).Score.AsNumber(), count => count == before + 1);
    }

    [Fact]
    public async Task Two_hundred_and_fifty_six_calls_are_inside_at_once()
    {
        var calls = Enumerable.Range(0, 256).Select(_ => Host.RunAsync("CONF_GATHER", "256").AsTask());
        Assert.All(await Task.WhenAll(calls), outcome => Assert.True(outcome.Score.AsBoolean()));
    }

    [Fact]
    public async Task An_organisations_configuration_arrives_and_a_change_is_seen_by_the_next_call()
    {
        Assert.Equal("(nothing saved)", (await Host.RunAsync("CONF_CONFIG", "x", "changing")).Score.AsText());
        Host.Configs.Save("changing", "CONFORMANCE", """{ "greeting": "one" }""");
        Host.Configs.Save("other", "CONFORMANCE", """{ "greeting": "other" }""");
        Assert.Equal("one", (await Host.RunAsync("CONF_CONFIG", "x", "changing")).Score.AsText());
        Host.Configs.Save("changing", "CONFORMANCE", """{ "greeting": "two" }""");
        Assert.Equal("two", (await Host.RunAsync("CONF_CONFIG", "x", "changing")).Score.AsText());
        Assert.Equal("other", (await Host.RunAsync("CONF_CONFIG", "x", "other")).Score.AsText());
    }

    [Fact]
    public async Task Availability_is_each_organisations_own()
    {
        var signal = Host.Signal("CONF_AVAILABLE");
        Assert.True((await signal.GetAvailabilityAsync("org", Token)).IsAvailable);
        Assert.Equal("Save a key.", (await signal.GetAvailabilityAsync("off", Token)).DisabledReason);
        Assert.Contains("cannot tell", (await signal.GetAvailabilityAsync("throws", Token)).DisabledReason, StringComparison.Ordinal);
        Assert.True((await Host.Signal("CONF_PLAIN").GetAvailabilityAsync("off", Token)).IsAvailable);
    }

    [Fact]
    public async Task Choices_are_each_organisations_own()
    {
        var signal = Host.Signal("CONF_CHOICES");
        IReadOnlyList<SignalSubcategory> expected = [new("acme-1", "First", "The first.", ["acme-2"]), new("acme-2", "Second")];
        var (choices, reason) = await signal.GetSubcategoriesAsync("acme", Token);
        Assert.Null(reason);
        Assert.Equal(Told.InFull(expected), Told.InFull(choices));
        (choices, reason) = await signal.GetSubcategoriesAsync("throws", Token);
        Assert.Empty(choices);
        Assert.Contains("no list today", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisations_secret_is_in_nothing_that_is_said_and_in_no_line_of_the_log()
    {
        var runner = new SignalRunner(Host.Configs, TimeProvider.System);
        var signal = Host.Signal("CONF_LEAK");
        Host.Configs.Save("leaking", "CONFORMANCE", """{ "apiKey": "sk-marker-12345" }""");
        Host.Configs.Save("locked", "CONFORMANCE", """{ "apiKey": "sk-marker-67890" }""");
        List<string?> said = [(await runner.GetAvailabilityAsync(signal, "locked", Token)).DisabledReason, (await runner.GetSubcategoriesAsync(signal, "leaking", Token)).Reason];
        foreach (var way in new[] { "throws", "names", "notApplicable", "scored" })
        {
            var outcome = await runner.RunAsync(new SignalCall(signal, ConformanceHost.Input("CONF_LEAK", way, "leaking")), Token);
            said.Add(outcome.Failure?.Reason ?? outcome.Detail);
            said.Add(outcome.MatchedValue ?? said[0]);
        }

        Assert.All(said, text => Assert.Contains("refused •••", text, StringComparison.Ordinal));
        await Eventually.SeeAsync(() => Task.FromResult(Host.Logged.Count(line => line.Contains("asked with •••", StringComparison.Ordinal))), lines => lines >= 4);
        Assert.DoesNotContain(Host.Logged, line => line.Contains("marker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_of_several_items_to_a_batch_signal_are_one_call_of_the_author()
    {
        // On a clock that stands still the calls gather until they are as many as the author takes.
        var runner = new SignalRunner(Host.Configs, new FakeTimeProvider());
        var signal = Host.Signal("CONF_BATCH");
        Task<SignalOutcome> Run(string text) => runner.RunAsync(new SignalCall(signal, ConformanceHost.Input("CONF_BATCH", text)), Token).AsTask();
        var outcomes = await Task.WhenAll(Run("a"), Run("bad"), Run("abc"));
        Assert.Equal([1, 3], [outcomes[0].Score.AsNumber(), outcomes[2].Score.AsNumber()]);
        Assert.Equal((FailureKind.OutOfScope, "Not this one."), (outcomes[1].Failure?.Kind, outcomes[1].Failure?.Reason));
        outcomes = await Task.WhenAll(Run("a"), Run("all"), Run("abc"));
        Assert.All(outcomes, outcome => Assert.Equal((FailureKind.Unavailable, "None of them."), (outcome.Failure?.Kind, outcome.Failure?.Reason)));
    }

    [Fact]
    public async Task A_batch_is_answered_in_order_with_each_inputs_own_trouble()
    {
        var signal = Assert.IsType<IBatchSignal>(Host.Behind("CONF_BATCH"), exactMatch: false);
        Assert.Equal(3, signal.MaxBatchSize);
        var results = await signal.RunBatchAsync([.. "a bad abc".Split(' ').Select(text => ConformanceHost.Input("CONF_BATCH", text))], Token);
        Assert.Equal([1, 3], [results[0].Result.Score.AsNumber(), results[2].Result.Score.AsNumber()]);
        Assert.Equal((SignalErrorKind.OutOfScope, "Not this one."), (results[1].Error?.Kind, results[1].Error?.Message));
        var all = await Assert.ThrowsAsync<SignalException>(async () => await signal.RunBatchAsync([ConformanceHost.Input("CONF_BATCH", "all")], Token));
        Assert.Equal(SignalErrorKind.Unavailable, all.Kind);
        Assert.Equal(4, (await Host.RunAsync("CONF_BATCH", "four")).Score.AsNumber());
    }

    [Fact]
    public async Task A_connection_test_tells_each_step()
    {
        var test = Host.Integration.ConnectionTest!;
        Assert.Equal(
            [new(ConnectionTestStage.Reach, true, "Answered."), new(ConnectionTestStage.Authenticate, true, "Accepted.")],
            await test.TestConnectionAsync(Config("""{ "apiKey": "good" }"""), Token).ToListAsync(Token));
        Assert.Equal(
            [new(ConnectionTestStage.Reach, true, "Answered."), new(ConnectionTestStage.Authenticate, false, "Refused.")],
            await test.TestConnectionAsync(Config("{}"), Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_connection_test_that_throws_keeps_the_steps_before()
    {
        var steps = new List<ConnectionTestStep>();
        var thrown = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var step in Host.Integration.ConnectionTest!.TestConnectionAsync(Config("""{ "apiKey": "throws" }"""), Token))
            {
                steps.Add(step);
            }
        });
        Assert.Contains("the vendor hung up", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, steps.Count);
    }

    [Fact]
    public async Task A_configuration_is_checked_across_its_fields()
    {
        var validator = Host.Integration.ConfigValidator!;
        Assert.Empty(await validator.ValidateAsync(Config("""{ "from": 1, "to": 2 }"""), Token));
        Assert.Equal([new("to", "The end comes before the start.")], await validator.ValidateAsync(Config("""{ "from": 3, "to": 2 }"""), Token));
    }

    [Fact]
    public async Task The_entrys_config_arrives() => Assert.Equal("hello", (await Host.RunAsync("CONF_STATIC", "x")).Score.AsText());

    [Fact]
    public async Task An_entrys_config_that_is_refused_is_named_with_its_place()
    {
        await using var refused = Host.Another(""" "config": { "level": 10 } """);
        await refused.InitializeAsync();
        Assert.Equal(IntegrationState.Invalid, refused.Integration.State);
        var problem = Assert.Single(refused.Integration.Problems);
        Assert.Equal(("integration.config-refused", "$.integrations[0].config.level"), (problem.Code, problem.Path));
        Assert.Contains("The level goes up to 9.", problem.Message, StringComparison.Ordinal);
        Assert.Contains("line 1", problem.Message, StringComparison.Ordinal);
        Assert.Empty(refused.Processes);
    }

    [Fact]
    public async Task What_it_logs_arrives()
    {
        Assert.True((await Host.RunAsync("CONF_LOG", "said by the fixture")).Score.AsBoolean());
        await Eventually.SeeAsync(() => Host.Logged.Any(line => line.StartsWith("Information: ", StringComparison.Ordinal) && line.EndsWith("said by the fixture", StringComparison.Ordinal)));
    }

    private static OrgConfig Config(string json) => new(JsonElement.Parse(json));
}

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Server;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Integrations;

/// <summary>A configuration that is tried: over the API, and whatever the author's code does meanwhile.</summary>
public sealed class ConnectionTrialTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Test = $"/api/v1/admin/integrations/{AcmeIntegrations.Id}/config/test";

    [Fact]
    public async Task What_is_typed_is_tried_with_the_saved_secret_and_nothing_is_saved()
    {
        var org = await fixture.Server.CreateOrgAsync();
        await org.Admin.PutJsonAsync($"/api/v1/admin/integrations/{AcmeIntegrations.Id}/config", """{ "apiKey": "sk-saved", "region": "eu" }""").ExpectAsync(HttpStatusCode.OK);
        fixture.Acme.Try = (config, _) => Steps(new ConnectionTestStep(ConnectionTestStage.Authenticate, config.GetString("apiKey") == "sk-saved", $"{config.GetString("region")} with {config.GetString("apiKey")}"));

        var saved = await org.Admin.Post(Test, null).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("""{"passed":true,"steps":[{"stage":"AUTHENTICATE","passed":true,"message":"eu with •••"}]}""", saved.GetRawText());

        var typed = await org.Admin.PostJsonAsync(Test, """{ "region": "us" }""").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("us with •••", typed.GetProperty("steps")[0].GetProperty("message").GetString());
        var now = await org.Admin.Get($"/api/v1/admin/integrations/{AcmeIntegrations.Id}/config").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("eu", now.GetProperty("region").GetString());
    }

    [Fact]
    public async Task A_wrong_configuration_is_refused_before_the_integration_sees_it()
    {
        var org = await fixture.Server.CreateOrgAsync();
        fixture.Acme.Try = (_, _) => throw new InvalidOperationException("It was asked.");
        Assert.Equal("integration-config.missing-field", (await org.Admin.PostJsonAsync(Test, "{}").ExpectAsync(HttpStatusCode.BadRequest)).FirstCode());
        Assert.Equal("integration.unknown", (await org.Admin.Post("/api/v1/admin/integrations/NOBODY/config/test", null).ExpectAsync(HttpStatusCode.NotFound)).FirstCode());
    }

    [Fact]
    public async Task An_integration_without_a_test_says_so()
    {
        var catalogue = new FixedCatalogue([new Integration { Package = "acme", State = IntegrationState.Active, Manifest = AcmeIntegrations.Manifest }]);
        var feature = new IntegrationConfigFeature(catalogue, null!, null!, TimeProvider.System);
        Assert.Equal("integration-config.no-connection-test", Assert.Single((await feature.TestAsync("org", AcmeIntegrations.Id, null, Cancel)).Problems).Code);
    }

    [Fact]
    public async Task The_first_failed_step_is_the_last()
    {
        var steps = await RunAsync((_, _) => Steps(
            new(ConnectionTestStage.Reach, true, "Answered."), new(ConnectionTestStage.Authenticate, false, "Key refused."), new(ConnectionTestStage.Quota, true, "Never asked.")));
        Assert.Equal([(ConnectionTestStage.Reach, true), (ConnectionTestStage.Authenticate, false)], steps.Select(step => (step.Stage, step.Passed)));
    }

    [Fact]
    public async Task What_it_throws_is_a_failed_step_without_the_secret()
    {
        var steps = await RunAsync((config, token) => ThrowAfter(new(ConnectionTestStage.Reach, true, "Answered."), $"401 for {config.GetString("apiKey")}", token));
        Assert.Equal([("Answered.", true), ("401 for •••", false)], steps.Select(step => (step.Message, step.Passed)));
        Assert.False(Assert.Single(await RunAsync((_, _) => Steps())).Passed);
    }

    [Fact]
    public async Task A_test_that_blocks_its_thread_is_given_up()
    {
        var time = new FakeTimeProvider();
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunAsync(
            (_, _) =>
            {
                entered.SetResult();
                release.Wait(Cancel);
                return Steps();
            },
            time);
        await entered.Task;
        time.Advance(ConnectionTrial.Limit);
        Assert.Contains("No answer within 30 seconds", Assert.Single(await running).Message, StringComparison.Ordinal);
        release.Set();
    }

    /// <summary>Who presses the button over and over while the vendor hangs gets an answer each time and takes no more threads.</summary>
    [Fact]
    public async Task Tests_that_hang_keep_their_places_and_only_their_organisation_waits()
    {
        var time = new FakeTimeProvider();
        var acme = new AcmeIntegrations();
        using var release = new ManualResetEventSlim();
        var entered = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        acme.Try = (_, token) => Hang();
        var feature = new IntegrationConfigFeature(acme, new MemoryConfigs(), new MemoryConfigs(), time);
        var hanging = Enumerable.Range(0, SetupCall.AtOnce).Select(_ => TryAsync("org")).ToList();
        await all.Task.WaitAsync(Cancel);
        time.Advance(ConnectionTrial.Limit);
        Assert.All(await Task.WhenAll(hanging), steps => Assert.Contains("No answer within 30 seconds", Assert.Single(steps).Message, StringComparison.Ordinal));

        // They were given up, but their code holds its threads: one more has no turn, however often it is tried.
        var more = TryAsync("org");
        Assert.False(more.IsCompleted);
        time.Advance(ConnectionTrial.Limit);
        Assert.Contains("4 such calls of your organisation have not come to their end yet", Assert.Single(await more).Message, StringComparison.Ordinal);
        Assert.Equal(SetupCall.AtOnce, entered);

        acme.Try = (_, _) => Steps(new ConnectionTestStep(ConnectionTestStage.Reach, true, "Answered."));
        Assert.True(Assert.Single(await TryAsync("org-2")).Passed);
        var next = TryAsync("org");
        release.Set();
        Assert.True(Assert.Single(await next).Passed);

        async IAsyncEnumerable<ConnectionTestStep> Hang()
        {
            // Not on the thread that it was given: whatever it goes on with is held just so.
            await Task.Yield();
            if (Interlocked.Increment(ref entered) == SetupCall.AtOnce)
            {
                all.SetResult();
            }

            release.Wait(CancellationToken.None);
            yield break;
        }

        async Task<IReadOnlyList<ConnectionTestStep>> TryAsync(string org)
        {
            (await feature.TestAsync(org, AcmeIntegrations.Id, JsonElement.Parse("""{ "apiKey": "sk-a" }"""), Cancel)).TryGet(out var steps);
            return steps!;
        }
    }

    [Fact]
    public async Task Code_that_is_loaded_anew_has_places_of_its_own()
    {
        var time = new FakeTimeProvider();
        var calls = new SetupCall(time);
        var never = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (hung, loadedAnew) = (new AcmeIntegrations(), new AcmeIntegrations());
        var hanging = Enumerable.Range(0, SetupCall.AtOnce).Select(_ => AskAsync(hung, never.Task)).ToList();
        var next = AskAsync(hung, Task.FromResult(2));

        Assert.Equal(1, (await AskAsync(loadedAnew, Task.FromResult(1))).Result);

        time.Advance(ConnectionTrial.Limit);
        Assert.All(await Task.WhenAll(hanging), answer => Assert.True(answer.IsLate));
        Assert.Contains("have not come to their end yet", (await next).Failure, StringComparison.Ordinal);
        never.SetResult(0);

        Task<SetupAnswer<int>> AskAsync(AcmeIntegrations author, Task<int> answer) => calls.RunAsync("org", author, ConnectionTrial.Limit, _ => answer, Cancel);
    }

    [Fact]
    public async Task The_wait_for_a_turn_counts_against_the_limit()
    {
        var time = new WatchedTimers(DateTimeOffset.UnixEpoch);
        var calls = new SetupCall(time);
        var author = new AcmeIntegrations();
        var (first, second) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var before = Enumerable.Range(0, SetupCall.AtOnce).Select(_ => calls.RunAsync("org", author, ConnectionTrial.Limit, _ => first.Task, Cancel)).ToList();
        var next = calls.RunAsync("org", author, ConnectionTrial.Limit, _ => second.Task, Cancel);
        var left = TimeSpan.FromSeconds(1);
        time.Advance(ConnectionTrial.Limit - left);
        first.SetResult(1);
        Assert.All(await Task.WhenAll(before), answer => Assert.Equal(1, answer.Result));

        // What is left is all that it has.
        await Eventually.SeeAsync(() => time.HasTimer(left));
        time.Advance(left);
        Assert.True((await next).IsLate);
        second.SetResult(0);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<IReadOnlyList<ConnectionTestStep>> RunAsync(Func<OrgConfig, CancellationToken, IAsyncEnumerable<ConnectionTestStep>> test, TimeProvider? time = null)
    {
        var config = new OrgConfig(System.Text.Json.JsonElement.Parse("""{ "apiKey": "sk-very-secret" }"""));
        return ConnectionTrial.RunAsync(
            new SetupCall(time ?? TimeProvider.System), "org", new AcmeIntegrations { Try = test }, SecretWords.Of(config, ["apiKey"]), config, Cancel);
    }

    private static IAsyncEnumerable<ConnectionTestStep> Steps(params ConnectionTestStep[] steps) => steps.ToAsyncEnumerable();

    private static async IAsyncEnumerable<ConnectionTestStep> ThrowAfter(ConnectionTestStep step, string message, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return step;
        await Task.Yield();
        throw new InvalidOperationException(message);
    }
}

using System.Net;
using System.Runtime.CompilerServices;
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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<IReadOnlyList<ConnectionTestStep>> RunAsync(Func<OrgConfig, CancellationToken, IAsyncEnumerable<ConnectionTestStep>> test, TimeProvider? time = null)
    {
        var config = new OrgConfig(System.Text.Json.JsonElement.Parse("""{ "apiKey": "sk-very-secret" }"""));
        return ConnectionTrial.RunAsync(new AcmeIntegrations { Try = test }, SecretWords.Of(config, ["apiKey"]), config, time ?? TimeProvider.System, Cancel);
    }

    private static IAsyncEnumerable<ConnectionTestStep> Steps(params ConnectionTestStep[] steps) => steps.ToAsyncEnumerable();

    private static async IAsyncEnumerable<ConnectionTestStep> ThrowAfter(ConnectionTestStep step, string message, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return step;
        await Task.Yield();
        throw new InvalidOperationException(message);
    }
}

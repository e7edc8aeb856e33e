using Coop.Engine.Integrations;
using Coop.Engine.Signals.Offers;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Integrations;

public sealed class IntegrationFeatureTests
{
    [Fact]
    public async Task An_entry_whose_id_another_has_is_neither_found_nor_configured_under_it()
    {
        await using var server = await TestServer.StartAsync(
            $$"""{ "integrations": [ { "package": "{{Repo.PathOf("integrations", "Coop.Integration.Example")}}" }, { "package": "{{Repo.Output("integrations", "Coop.Integration.Example")}}" }, { "package": "./nowhere" } ] }""");
        var org = await server.CreateOrgAsync();
        await org.Admin.PutJsonAsync("/api/v1/admin/integrations/COOP_INTEGRATION_EXAMPLE/config", """{ "truePercentage": "10" }""").ExpectAsync(System.Net.HttpStatusCode.OK);

        var listed = await server.Get<IntegrationFeature>().ListAsync(org.Id, TestContext.Current.CancellationToken);

        Assert.Equal([(IntegrationState.Active, true, true), (IntegrationState.Invalid, false, false), (IntegrationState.NotFound, false, false)],
            listed.Select(each => (each.Integration.State, each.OwnsId, each.IsConfigured)));
    }

    [Fact]
    public async Task The_signals_of_one_integration_are_asked_without_any_other()
    {
        var (mine, other) = (Signal("MINE"), Signal("OTHER"));
        var catalogue = new FixedCatalogue(
        [
            Offered.By("A", [mine]), Offered.By("B", [other]),
        ]);

        var listed = await new SignalFeature(catalogue, SignalCalls.Runner()).ListAsync("org", "A", TestContext.Current.CancellationToken);

        Assert.Equal("MINE", Assert.Single(listed).Signal.Descriptor.Id);
        Assert.Equal((1, 0), (mine.AvailabilityAsked, other.AvailabilityAsked));
        Assert.Empty(await new SignalFeature(catalogue, SignalCalls.Runner()).ListAsync("org", "NONE", TestContext.Current.CancellationToken));
    }

    private static TellingSignal Signal(string id) =>
        new(ScriptedSignal.Describe(id, SignalOutputType.Boolean), _ => SignalResult.Scored(true), _ => new(SignalAvailability.Available));
}

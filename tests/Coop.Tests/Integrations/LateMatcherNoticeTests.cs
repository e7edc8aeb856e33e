using System.Net.Http.Json;
using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Trials;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Signals.Guard;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Integrations;

/// <summary>Who is told that an integration did not compile an organisation's lists in time: that organisation, as long as its rules use them, and whoever tries such a rule.</summary>
public sealed class LateMatcherNoticeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_organisation_whose_lists_they_are_sees_it_on_the_integration_while_they_are_in_force_and_in_a_trial()
    {
        using var author = new GatedMatcher();
        var signal = new CatalogueSignal(author, author.Descriptor, "WORDS", "Words", SignalLimits.Default);
        await using var server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton<IIntegrationCatalogueSource>(new FixedCatalogue(
        [
            new Integration
            {
                Package = "words",
                State = IntegrationState.Active,
                Manifest = new IntegrationManifest { Id = "WORDS", Name = "Words", Version = "1.0.0", RequiresConfig = false, SignalTypeIds = ["WORDS"] },
                Signals = [signal],
            },
        ])));
        var (org, other) = (new Moderation(await server.CreateOrgAsync("Late")), new Moderation(await server.CreateOrgAsync("Other")));
        var type = await org.PostTypeAsync();
        signal.State.LateMatchers.CompilingOf(org.Org.Id, 1);
        signal.State.LateMatchers.Late(org.Org.Id, new MatchingValues { Strings = ["hang"] });
        Assert.Empty(await TroublesAsync(server, org));

        var conditions = $$"""
            { "conjunction": "AND", "conditions": [ {
                "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{type}}" },
                "signal": { "id": "{\"type\":\"WORDS\"}", "type": "WORDS" }, "matchingValues": { "strings": ["hang"] } } ] }
            """;
        var rule = await org.RuleAsync("Hangs", type, [], conditions: conditions);
        await org.SubmitAsync(Moderation.Item("i1", type, "let it hang"));
        await org.DecisionsAsync("i1");
        var trouble = Assert.Single(await TroublesAsync(server, org));
        Assert.Equal("signal.matcher-late", trouble.Code);
        Assert.True(trouble.IsWarning);
        Assert.Contains("within 30 s (it begins with “hang”)", trouble.Message, StringComparison.Ordinal);
        Assert.Empty(await TroublesAsync(server, other));

        var draft = new RuleDraft { Name = "Hangs", Status = "DRAFT", ItemTypeIds = [type], Conditions = JsonElement.Parse(conditions) };
        var trial = await server.Get<RuleTrialFeature>().RunAsync(org.Org.Id, new RuleTrialDraft(draft, """{ "text": "hang" }""", type), Cancel);
        Assert.Equal(trouble.Message, Assert.Single(trial.Value.Notes));
        Assert.True(trial.Value.Outcome.Passed);

        // What the notice says cures it: the list is changed, and it is over, without a restart.
        var changed = Moderation.RuleBody("Hangs", type, [], conditions: conditions.Replace("hang", "other", StringComparison.Ordinal));
        (await org.Org.Admin.PutAsJsonAsync($"/api/v1/admin/rules/{rule}", JsonElement.Parse(changed), Cancel)).EnsureSuccessStatusCode();
        await Eventually.SeeAsync(() => TroublesAsync(server, org), troubles => troubles.Count == 0);
    }

    private static async Task<IReadOnlyList<IntegrationProblem>> TroublesAsync(TestServer server, Moderation org) =>
        Assert.Single(await server.Get<IntegrationFeature>().ListAsync(org.Org.Id, Cancel)).Troubles;
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Engine.Banks;
using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>Executes what docs/rules.md shows.</summary>
public partial class RulesPageTests
{
    private static readonly string Page = File.ReadAllText(Repo.PathOf("docs", "rules.md"));

    public static TheoryData<string> Snippets => [.. Snippet().Matches(Page).Select(match => match.Groups["json"].Value)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_snippet_is_a_rule_that_can_be_saved_and_runs(string json)
    {
        var world = new World();
        var post = World.Post with
        {
            Fields = [new ItemField("title", ScalarType.String, false), new ItemField("verified", ScalarType.Boolean, false), new ItemField("price", ScalarType.Number, false), new ItemField("place", ScalarType.Geohash, false),
                new ItemField("scores", ScalarType.Number, false, ContainerType.Array), new ItemField("joined", ScalarType.Datetime, false)],
            Roles = FieldRoles.None,
        };
        world.Add("MY_TOXICITY", SignalOutputType.Number, _ => SignalResult.Scored(0.95));
        world.Signals.Add(new ScriptedSignal(ScriptedSignal.Describe("MY_KEYWORDS", SignalOutputType.Boolean) with { NeedsMatchingValues = true }, input => SignalResult.Scored(input.MatchingValues!.Strings.Count == 2)));
        world.Signals.Add(new ScriptedSignal(
            ScriptedSignal.Describe("MY_PLACES", SignalOutputType.Boolean, SignalInputType.Geohash) with { NeedsMatchingValues = true },
            input => SignalResult.Scored(input.MatchingValues!.Locations.Count == 1)));
        world.Banks.Add(new MatchingBank { Id = "bank-1", OrgId = World.OrgId, Name = "Bank", Type = BankType.String, Strings = ["more spam"] });
        var draft = new RuleDraft { Name = "Shown", Status = "LIVE", ItemTypeIds = ["post"], Conditions = JsonElement.Parse(json) };
        var rule = draft.Validate("r", null, world.Surroundings with { ItemTypes = [post] }, null, World.Now).Value;
        world.Rules.Add(rule);
        var decision = await world.DecideAsync(World.Item("""{ "title": "t", "verified": false, "price": 5, "place": "u33d", "scores": [6, 7], "joined": "2026-01-01" }""", post));
        Assert.Equal(ConditionOutcome.Passed, decision.Rules.Single().Outcome);
    }

    [Fact]
    public void The_page_names_every_word_of_the_stored_form()
    {
        Assert.Equal(4, Snippets.Count);
        string[] words =
        [
            .. WireNames<Comparator>(), .. WireNames<Fallback>(), .. WireNames<Quantifier>(), .. WireNames<OnUnknown>(), .. WireNames<ConditionOutcome>(), .. WireNames<Coop.Engine.Signals.FailureKind>(), .. WireNames<Conjunction>(),
            .. CoopInputNames.All,
        ];
        Assert.All(words, word => Assert.Contains($"`{word}`", Page, StringComparison.Ordinal));
    }

    private static IReadOnlyCollection<string> WireNames<TEnum>()
        where TEnum : struct, Enum => Coop.Engine.WireNames.All<TEnum>();

    [GeneratedRegex("```json condition\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}

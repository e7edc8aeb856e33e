namespace Coop.Tests.House;

public sealed class FolderRulesTests
{
    private static readonly Dictionary<(string, string), string> Planted = new() { [("R.A", "R.B")] = "X names Y", [("R.B", "R.A")] = "Y names X", [("R.B", "R.C")] = "Y names Z" };

    /// <summary>Folders of tests that are about no folder of the sources.</summary>
    private static readonly Dictionary<string, string> OtherTests = new()
    {
        ["Conformance"] = "one suite over every runtime",
        ["Docs"] = "what the documents promise",
        ["House"] = "the rules of the house",
        ["Support"] = "what tests share",
    };

    public static TheoryData<string, string> Rooms => new()
    {
        { "Coop.Engine", "Coop.Engine" },
        { "Coop.Plugins", "Coop.Plugins" },
        { "Coop.Storage", "Coop.Storage" },
        { "Coop.Server", "Coop.Server" },
        { "coop", "Coop.Cli" },
        { "coop-runner", "Coop.Runner" },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Folders_know_each_other_in_one_direction(string assembly, string room) =>
        Violations.None(FolderRules.Circles(room, FolderGraph.Of(CompiledRoom.FileOf(assembly), room).Edges, FolderDebts.All));

    [Fact]
    public void A_circle_is_caught() => Violations.One(
        FolderRules.Circles("R", Planted, []), "R.A, R.B go in a circle. Move what is named to where it belongs:\n  R.A -> R.B (X names Y)\n  R.B -> R.A (Y names X)");

    [Fact]
    public void An_allowed_edge_opens_the_circle() => Violations.None(FolderRules.Circles("R", Planted, [("R.B", "R.A")]));

    [Fact]
    public void An_allowed_edge_that_is_gone_is_caught() =>
        Violations.One(FolderRules.Circles("R", Planted, [("R.B", "R.A"), ("R.C", "R.A")]), "R.C -> R.A exists no more");

    [Fact]
    public void An_allowed_edge_that_closes_nothing_is_caught() =>
        Violations.One(FolderRules.Circles("R", Planted, [("R.B", "R.A"), ("R.B", "R.C")]), "R.B -> R.C closes no circle");

    [Fact]
    public void The_graph_sees_bases_members_attributes_and_instructions()
    {
        var edges = FolderGraph.Of(typeof(FolderRulesTests).Assembly.Location, "Coop.Tests.House").Edges.Keys;
        foreach (var how in new[] { "ByBase", "ByField", "ByAttribute", "ByCode", "ByTypeArgument", "ByConstraint", "ByGenericCall" })
        {
            Assert.Contains(($"Coop.Tests.House.Planted.{how}", "Coop.Tests.House.Planted.Named"), edges);
        }
    }

    [Fact]
    public void Tests_are_where_what_they_test_is() => Violations.None(FolderRules.TestsElsewhere(
        SourceFile.Tracked("tests/Coop.Tests/*.cs").Select(file => file.Path), SourceFile.Tracked("src/*.cs", "src/*.razor", "integrations/*.cs").Select(file => file.Path), OtherTests));

    [Fact]
    public void Tests_in_a_folder_of_their_own_are_caught() =>
        Violations.One(FolderRules.TestsElsewhere(["tests/Coop.Tests/Things/ATests.cs", "tests/Coop.Tests/Rules/Plan/BTests.cs"], ["src/Coop.Engine/Rules/Plan/B.cs"], new Dictionary<string, string>()), "Things");
}

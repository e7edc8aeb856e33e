namespace Coop.Tests.House;

public sealed class DeadCodeRulesTests
{
    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string, string> ForTests = new()
    {
        ["Coop.Engine.Plan.EvaluationSubject.Identifier"] = "what a report or review job is about, in the cases of the TypeScript system that docs/compatibility.md lists",
        ["Coop.Engine.Outbox.WebhookSigner.VerifyTimed"] = "what a receiver does, in the words of docs/operate.md",
    };

    /// <summary>The contract is called by authors.</summary>
    private static readonly string[] Rooms = [.. CompiledRoom.All.Where(room => room != "Coop.Integrations")];

    [Fact]
    public void Every_method_is_called() => Violations.None(DeadCodeRules.Uncalled(
        Rooms.SelectMany(name =>
        {
            using var room = new CompiledRoom(CompiledRoom.FileOf(name));
            return DeadCodeRules.MethodsOf(room).ToList();
        }), CompiledRoom.CallsOfHost, ForTests));

    [Fact]
    public void A_method_that_nothing_calls_is_caught()
    {
        using var tests = new CompiledRoom(typeof(DeadCodeRulesTests).Assembly.Location);
        var methods = DeadCodeRules.MethodsOf(tests).Where(method => method.StartsWith(typeof(Planted).FullName!, StringComparison.Ordinal)).ToList();
        Assert.Equal(["Planted.Called", "Planted.Dead"], methods.Select(method => method[method.LastIndexOf('+')..][1..]).Order(StringComparer.Ordinal));
        Violations.One(DeadCodeRules.Uncalled(methods, tests.Calls(), None), "Planted.Dead is called by nothing");
    }

    [Fact]
    public void What_calls_only_itself_is_caught() => Violations.One(DeadCodeRules.Uncalled(["A.B"], [("A.B", "A.B")], None), "A.B is called by nothing");

    [Fact]
    public void What_is_called_again_is_no_exception_any_more() =>
        Violations.One(DeadCodeRules.Uncalled(["A.B"], [("C.D", "A.B")], new Dictionary<string, string> { ["A.B"] = "for tests" }), "take it out of the list");

    private static class Planted
    {
        public static void Called() => Caller.ToString();

        public static void Dead()
        {
        }

        private static readonly Action Caller = Called;
    }
}

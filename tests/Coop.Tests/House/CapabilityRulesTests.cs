using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Outbox;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.House;

public sealed class CapabilityRulesTests
{
    /// <summary>Everything of the contract that an author implements; the context and the list of matches are the host's, and a typed config is called through the untyped one.</summary>
    private static IEnumerable<Type> Capabilities => typeof(ISignal).Assembly.GetExportedTypes().Where(type => type is { IsInterface: true, IsGenericType: false } && type != typeof(IPluginContext) && type != typeof(IMultiMatches));

    [Fact]
    public void The_host_calls_whatever_an_author_may_implement()
    {
        Assert.True(Capabilities.Count() > 5);
        Violations.None(CapabilityRules.Uncalled(Capabilities, CompiledRoom.CallsOfHost));
    }

    [Fact]
    public void A_capability_that_nobody_calls_is_caught() =>
        Violations.One(CapabilityRules.Uncalled([typeof(IPlanted)], [("Coop.Plugins.Processes.Proxies.Remote.Act", typeof(IPlanted).FullName + ".Act")]), "IPlanted.Act");

    [Fact]
    public void Tests_have_whatever_an_author_may_implement() => Violations.None(CapabilityRules.Untested(Capabilities, SourceFile.TestsOfTheHost));

    [Fact]
    public void A_capability_without_a_test_is_caught() =>
        Violations.One(CapabilityRules.Untested([typeof(IPlanted), typeof(ISignal)], [new("tests/A.cs", "class Planted : IPlantedToo, ISignal;")]), "IPlanted is in no test");

    /// <summary>Of integrations, of items on their way, of what follows a decision, and of everything a decision may say about what it did.</summary>
    [Theory]
    [InlineData(typeof(IntegrationState))]
    [InlineData(typeof(FailureKind))]
    [InlineData(typeof(SignalOutcomeKind))]
    [InlineData(typeof(CommitResult))]
    [InlineData(typeof(FlowStep))]
    [InlineData(typeof(ConditionOutcome))]
    [InlineData(typeof(NotRunReason))]
    [InlineData(typeof(ActionExecutionState))]
    [InlineData(typeof(DeliveryVerdict))]
    public void Every_state_is_set_and_expected(Type states) => Violations.None(CapabilityRules.UnreachedStates(
        states.Name, Enum.GetNames(states), SourceFile.Tracked("src/*.cs"), SourceFile.TestsOfTheHost));

    [Fact]
    public void A_state_that_is_never_reached_is_caught() => Assert.Equal(
        ["Standing.Tampered is set by no code", "Standing.Tampered is expected by no test"],
        CapabilityRules.UnreachedStates("Standing", ["Tampered", "Active"], [new("src/A.cs", "= Standing.Active;")], [new("tests/A.cs", "(Standing.Active, Standing.TamperedWith)")]));

    private interface IPlanted
    {
        void Act();
    }
}

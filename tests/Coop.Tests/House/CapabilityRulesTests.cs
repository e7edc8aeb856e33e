using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Outbox;
using Coop.Engine.Review;
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
    public void The_host_sets_or_reads_whatever_an_author_is_given_or_says() => Violations.None(CapabilityRules.Unheard(
        typeof(ISignal).Assembly.GetExportedTypes().Where(type => type is { IsInterface: false, IsEnum: false } && !type.IsAssignableTo(typeof(Attribute))), CompiledRoom.CallsOfHost));

    [Fact]
    public void A_member_that_the_host_only_hands_on_is_caught()
    {
        var type = typeof(Planted).FullName!;
        Violations.One(
            CapabilityRules.Unheard([typeof(Planted)],
            [
                ($"Coop.Plugins.Processes.Wire.SignalWriter.Write", $"{type}.get_HandedOn"), ("Coop.Integrations.Other.IsEmpty", $"{type}.get_HandedOn"), ("Coop.Runner.Wire.Read", $"{type}.set_HandedOn"),
                ("Coop.Engine.Plan.PlanRun.Run", $"{type}.get_Read"), ("Coop.Engine.Plan.PlanRun.Begin", $"{type}..ctor"),
            ]),
            "Planted.HandedOn is neither set nor read");
    }

    [Theory]
    [InlineData(typeof(SignalErrorKind))]
    [InlineData(typeof(ConfigurationInputType))]
    [InlineData(typeof(PricingStructure))]
    [InlineData(typeof(ScalarType))]
    [InlineData(typeof(ContainerType))]
    [InlineData(typeof(ItemTypeKind))]
    [InlineData(typeof(MediaKind))]
    public void Whatever_an_author_may_choose_or_meet_is_expected(Type choices) => Violations.None(CapabilityRules.UnreachedStates(
        choices.Name, Enum.GetNames(choices), SourceFile.Tracked("src/*.cs"), SourceFile.TestsOfTheHost).Where(violation => violation.EndsWith("expected by no test", StringComparison.Ordinal)));

    [Fact]
    public void Tests_have_whatever_an_author_may_implement() => Violations.None(CapabilityRules.Untested(Capabilities, SourceFile.TestsOfTheHost));

    [Fact]
    public void A_capability_without_a_test_is_caught() =>
        Violations.One(CapabilityRules.Untested([typeof(IPlanted), typeof(ISignal)], [new("tests/A.cs", "class Planted : IPlantedToo, ISignal;")]), "IPlanted is in no test");

    /// <summary>Of integrations, of items on their way, of what follows a decision and why people are asked, and of everything a decision may say about what it did.</summary>
    [Theory]
    [InlineData(typeof(IntegrationState))]
    [InlineData(typeof(FailureKind))]
    [InlineData(typeof(SignalOutcomeKind))]
    [InlineData(typeof(CommitResult))]
    [InlineData(typeof(Undecided))]
    [InlineData(typeof(FlowStep))]
    [InlineData(typeof(ConditionOutcome))]
    [InlineData(typeof(NotRunReason))]
    [InlineData(typeof(ActionExecutionState))]
    [InlineData(typeof(DeliveryVerdict))]
    [InlineData(typeof(ReviewJobKind))]
    public void Every_state_is_set_and_expected(Type states) => Violations.None(CapabilityRules.UnreachedStates(
        states.Name, Enum.GetNames(states), SourceFile.Tracked("src/*.cs"), SourceFile.TestsOfTheHost));

    [Fact]
    public void A_state_that_is_never_reached_is_caught() => Assert.Equal(
        ["Standing.Tampered is set by no code", "Standing.Tampered is expected by no test"],
        CapabilityRules.UnreachedStates("Standing", ["Tampered", "Active"], [new("src/A.cs", "= Standing.Active;")], [new("tests/A.cs", "(Standing.Active, Standing.TamperedWith)")]));

    private sealed record Planted(string Given)
    {
        public string? HandedOn { get; init; }

        public string? Read { get; init; }
    }

    private interface IPlanted
    {
        void Act();
    }
}

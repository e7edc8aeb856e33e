using Coop.Engine.Integrations;
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
    public void Every_state_is_set_and_expected() => Violations.None(CapabilityRules.UnreachedStates(
        Enum.GetNames<IntegrationState>(), SourceFile.Tracked("src/Coop.Plugins/*.cs", "src/Coop.Engine/*.cs"),
        [.. SourceFile.Tracked("tests/Coop.Tests/*.cs").Where(file => !file.Path.StartsWith("tests/Coop.Tests/House/", StringComparison.Ordinal))]));

    [Fact]
    public void A_state_that_is_never_reached_is_caught() => Assert.Equal(
        ["IntegrationState.Tampered is set by no code", "IntegrationState.Tampered is expected by no test"],
        CapabilityRules.UnreachedStates(["Tampered", "Active"], [new("src/A.cs", "= IntegrationState.Active;")], [new("tests/A.cs", "(IntegrationState.Active, IntegrationState.TamperedWith)")]));

    private interface IPlanted
    {
        void Act();
    }
}

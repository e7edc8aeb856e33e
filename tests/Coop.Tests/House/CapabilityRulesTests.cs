using Coop.Engine.Integrations;

namespace Coop.Tests.House;

public sealed class CapabilityRulesTests
{
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

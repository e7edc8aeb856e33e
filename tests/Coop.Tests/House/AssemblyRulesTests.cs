namespace Coop.Tests.House;

/// <summary>Each rule holds for our assemblies, and is seen to catch one that breaks it: this test assembly does everything forbidden.</summary>
public sealed class AssemblyRulesTests
{
    private static readonly string ThisAssembly = typeof(AssemblyRulesTests).Assembly.Location;

    [Fact]
    public void The_contract_references_nothing_but_the_framework() => Assert.Empty(AssemblyRules.ForeignReferences(Room("Coop.Integrations")));

    [Fact]
    public void A_foreign_reference_is_caught() => Assert.Contains("Coop.Engine", AssemblyRules.ForeignReferences(ThisAssembly));

    [Fact]
    public void The_engine_touches_nothing() => Assert.Empty(AssemblyRules.TypesThatTouchTheWorld(Room("Coop.Engine")));

    [Fact]
    public void A_type_that_touches_the_world_is_caught() => Assert.Contains("System.IO.File", AssemblyRules.TypesThatTouchTheWorld(ThisAssembly));

    [Theory]
    [InlineData("Coop.Integrations")]
    [InlineData("Coop.Engine")]
    [InlineData("Coop.Plugins")]
    [InlineData("Coop.Storage")]
    [InlineData("Coop.Server")]
    [InlineData("coop")]
    public void Classes_are_sealed(string room) => Assert.Empty(AssemblyRules.OpenClasses(Room(room)));

    [Fact]
    public void An_open_class_is_caught() => Assert.Contains("PlantedOpenClass", AssemblyRules.OpenClasses(ThisAssembly));

    private static string Room(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

#pragma warning disable CA1852 // Planted: the rule must find a class that could be sealed and is not.
    private class PlantedOpenClass;
#pragma warning restore CA1852
}

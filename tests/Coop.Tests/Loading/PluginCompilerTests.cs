using System.Reflection;

namespace Coop.Tests.Loading;

/// <summary>What the tests compile with when their own process no longer can.</summary>
public sealed class PluginCompilerTests
{
    [Fact]
    public void A_process_of_its_own_compiles_the_same_integration()
    {
        var library = PluginCompiler.CompileApart("Shared.Words", """public static class Words { public static string Version() => "7"; }""", PluginCompiler.Contract);
        var source = new PluginSource { OutputType = "SignalOutputType.Text", Run = "ValueTask.FromResult(SignalResult.Scored(Words.Version()))" }.ToString();

        var apart = Assembly.Load(PluginCompiler.CompileApart("GOOD", source, PluginCompiler.Contract, library));
        var here = Assembly.Load(PluginCompiler.Compile("GOOD", source, PluginCompiler.Contract, library));

        Assert.Equal(here.GetName().Name, apart.GetName().Name);
        Assert.Equal(here.ExportedTypes.Select(type => type.FullName).Order(), apart.ExportedTypes.Select(type => type.FullName).Order());
        Assert.Equal(
            here.GetReferencedAssemblies().Select(reference => reference.FullName).Order(),
            apart.GetReferencedAssemblies().Select(reference => reference.FullName).Order());
    }

    [Fact]
    public void It_says_what_does_not_compile() =>
        Assert.Contains("CS0103", Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => PluginCompiler.CompileApart("BAD", "class C { int M() => missing; }", PluginCompiler.Contract)).Message, StringComparison.Ordinal);
}

namespace Coop.Tests.Loading;

/// <summary>A contract of another version: as much of it as an integration needs to be compiled.</summary>
internal static class ContractStub
{
    public static string Source(string version) => $$"""
        [assembly: System.Reflection.AssemblyVersion("{{version}}")]
        namespace Coop.Integrations
        {
            [System.AttributeUsage(System.AttributeTargets.Assembly)]
            public sealed class CoopIntegrationAttribute(System.Type pluginType) : System.Attribute { public System.Type PluginType { get; } = pluginType; }
            public interface IIntegrationPlugin { IntegrationManifest Manifest { get; } }
            public sealed record IntegrationManifest
            {
                public string Id { get; init; }
                public string Name { get; init; }
                public string Version { get; init; }
                public bool RequiresConfig { get; init; }
            }
        }
        """;

    public static string PluginThatLeavesAMark(string file) => $$"""
        using Coop.Integrations;
        [assembly: CoopIntegration(typeof(Marking))]
        public sealed class Marking : IIntegrationPlugin
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Mark() => System.IO.File.WriteAllText(@"{{file}}", "ran");
            public IntegrationManifest Manifest => new IntegrationManifest { Id = "MARKING", Name = "n", Version = "1.0.0", RequiresConfig = false };
        }
        """;
}

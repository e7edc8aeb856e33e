namespace Coop.Integrations;

/// <summary>
/// Names the one class through which Coop meets this package. Put it on the assembly:
/// <c>[assembly: CoopIntegration(typeof(MyPlugin))]</c>. The host reads the attribute from metadata and creates that type;
/// it never scans an assembly for types.
/// </summary>
/// <param name="pluginType">A public class with a public parameterless constructor that implements <see cref="IIntegrationPlugin"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CoopIntegrationAttribute(Type pluginType) : Attribute
{
    /// <summary>The plugin class.</summary>
    public Type PluginType { get; } = pluginType;
}

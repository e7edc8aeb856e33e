using Coop.Integrations;

namespace Coop.Engine.Integrations;

public static class SecretFields
{
    /// <summary>The keys of the members of an organisation's configuration that are secret.</summary>
    public static IReadOnlyList<string> Of(IntegrationManifest manifest) =>
        [.. manifest.ConfigurationFields.Where(field => field.InputType == ConfigurationInputType.Password).Select(field => field.Key)];
}

using Coop.Integrations;

namespace Coop.Integration.Example;

/// <summary>The one thing an organisation configures.</summary>
internal static class TruePercentage
{
    public const string Key = "truePercentage";

    private const double WhenUnreadable = 50;

    public static bool IsSaved(OrgConfig config) => !string.IsNullOrWhiteSpace(config.GetString(Key));

    /// <summary>The saved percentage, brought into 0 to 100.</summary>
    public static double From(OrgConfig config) => Math.Clamp(config.GetNumber(Key) ?? WhenUnreadable, 0, 100);
}

using Coop.Engine.Editing;
using Coop.Server.Sections;

namespace Coop.Server.Settings;

/// <summary>The section <c>Settings</c> of the configuration.</summary>
internal static class SettingsSection
{
    private const string Name = "Settings";
    private const long Least = 1024 * 1024;
    private const long Most = 1024L * 1024 * 1024 * 1024;

    /// <exception cref="SectionMistakeException">With all that is wrong.</exception>
    public static void AddSettingLimits(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Section.Read<SettingLimits>(configuration, Name, limits => new Bounds(Name).Number(nameof(limits.MostBytes), limits.MostBytes, Least, Most).Mistakes));
}

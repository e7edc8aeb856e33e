using System.Globalization;

namespace Coop.Engine.Editing;

/// <summary>Versions are timestamps, to the tick.</summary>
public static class SettingVersion
{
    /// <summary>There is none.</summary>
    public const string None = "none";

    /// <summary>Later than the one before even when the clock stood still or was set back.</summary>
    public static string Next(string? previous, DateTimeOffset now)
    {
        var next = DateTimeOffset.TryParse(previous, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before) && before >= now ? before.AddTicks(1) : now;
        return next.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
    }
}

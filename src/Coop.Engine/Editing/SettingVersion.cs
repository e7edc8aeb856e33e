using System.Globalization;

namespace Coop.Engine.Editing;

/// <summary>Versions are timestamps, to the tick.</summary>
public static class SettingVersion
{
    /// <summary>There is none.</summary>
    public const string None = "none";

    /// <summary>Whichever there is, as long as there is one: of settings of which a save makes one where there is none (<see cref="ISetting{T}.AbsenceIsAVersion"/>), and of no others. No ETag reads as this: it begins with a quotation mark.</summary>
    public const string Any = "\"*\"";

    /// <param name="present">Null when there is none.</param>
    public static bool IsMet<T>(string? expected, string? present)
        where T : class, ISetting<T> => expected is null || (T.AbsenceIsAVersion && expected == Any ? present is not null : expected == (present ?? None));

    /// <summary>Later than the one before even when the clock stood still or was set back.</summary>
    public static string Next(string? previous, DateTimeOffset now)
    {
        var next = DateTimeOffset.TryParse(previous, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before) && before >= now ? before.AddTicks(1) : now;
        return next.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
    }
}

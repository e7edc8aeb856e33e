using System.Globalization;
using System.Text.RegularExpressions;

namespace Coop.Engine.Items;

/// <summary>
/// Instants as text. Read: ISO 8601 from a year alone to fractions of a second, and the dates of HTTP and e-mail. Without an offset it is UTC. Written:
/// <c>2024-05-06T07:08:09.123Z</c>.
/// </summary>
internal static partial class IsoDate
{
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] OtherFormats = ["r", "ddd, d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'"];

    public static bool TryNormalize(string text, out string normalized)
    {
        normalized = "";
        DateTimeOffset instant;
        if (Iso().Match(text) is { Success: true } iso)
        {
            var date = iso.Groups["date"].Value;
            date += date.Length switch { 4 => "-01-01", 7 => "-01", _ => "" };
            var time = iso.Groups["time"] is { Success: true, Value: var given } ? $"T{given}{iso.Groups["fraction"].Value}" : "";
            var offset = iso.Groups["offset"].Value.Trim();
            offset = offset.Length == 5 ? offset.Insert(3, ":") : offset;
            if (!DateTimeOffset.TryParse(date + time + offset, CultureInfo.InvariantCulture, Styles, out instant))
            {
                return false;
            }
        }
        else if (!DateTimeOffset.TryParseExact(text, OtherFormats, CultureInfo.InvariantCulture, Styles | DateTimeStyles.AllowWhiteSpaces, out instant))
        {
            return false;
        }

        normalized = Of(instant);
        return true;
    }

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)([Tt ](?<time>[0-9]{2}:[0-9]{2}(:[0-9]{2})?)((?<fraction>\.[0-9]{1,7})[0-9]*)?(?<offset> ?([Zz]|[+-][0-9]{2}:?[0-9]{2}))?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}

using System.Net;

namespace Coop.Engine.Items;

/// <summary>IP addresses as people write them; the framework's parser also takes forms such as <c>1</c>, <c>0x7f.1</c> and <c>[::1]:80</c>.</summary>
internal static class IpAddress
{
    public static bool IsValid(string text) =>
        text.Contains(':', StringComparison.Ordinal) ? !text.Contains('[', StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out _) : IsIPv4(text);

    private static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.Length is < 1 or > 3 || part.IndexOfAnyExceptInRange('0', '9') >= 0 || (part.Length > 1 && part[0] == '0') || int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255)
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }
}

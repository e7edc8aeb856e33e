namespace Coop.Server.Web.Theme;

/// <summary>Light or dark, remembered in a cookie so that the very first bytes of a page have the right colours.</summary>
internal static class ThemeChoice
{
    public const string Cookie = "coop-theme";

    // A client hint: browsers that know it say what the system prefers with the first request.
    private const string Hint = "Sec-CH-Prefers-Color-Scheme";

    public static bool IsDark(HttpContext context) =>
        (context.Request.Cookies[Cookie] ?? context.Request.Headers[Hint].ToString().Trim('"')) == "dark";

    public static void AskForHint(IHeaderDictionary headers)
    {
        headers["Accept-CH"] = Hint;
        headers["Critical-CH"] = Hint;
        headers.Append("Vary", Hint);
    }
}

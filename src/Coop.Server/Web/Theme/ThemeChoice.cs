namespace Coop.Server.Web.Theme;

/// <summary>Light or dark, remembered in a cookie so that the very first bytes of a page have the right colours.</summary>
internal static class ThemeChoice
{
    /// <summary>What the person chose, else what theme.js last read from the system.</summary>
    public static bool IsDark(HttpContext context) => (context.Request.Cookies["coop-theme"] ?? context.Request.Cookies["coop-theme-system"]) == "dark";
}

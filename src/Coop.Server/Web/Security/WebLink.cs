namespace Coop.Server.Web.Security;

/// <summary>A link somebody else wrote: shown as a link only when it leads to a web page.</summary>
internal static class WebLink
{
    /// <returns>Null when it is none; the text then is only text.</returns>
    public static string? Of(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.AbsoluteUri : null;
}

namespace Coop.Server.Web.Security;

/// <summary>Where to go after signing in: a path of ours, never somebody else's site.</summary>
internal static class LocalPath
{
    public const string Home = "/dashboard";

    public static string Of(string? wanted) =>
        wanted is ['/', not ('/' or '\\'), ..] && !wanted.Any(char.IsControl) ? wanted : Home;
}

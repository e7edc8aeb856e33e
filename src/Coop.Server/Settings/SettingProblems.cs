using Coop.Engine.Problems;
using Coop.Server.Errors;

namespace Coop.Server.Settings;

internal static class SettingProblems
{
    public static Problem IfMatchUnreadable(string given) => new(
        HttpCodes.IfMatchUnreadable, ProblemKind.InvalidInput, "If-Match cannot be read",
        $"Send the one ETag that the setting was read with, in its quotes, such as \"2026-01-31T12:00:00.0000000Z\"; not '{given}'.");

    public static Problem TwoVersions(string header, string body) => InputProblems.Invalid(
        "/version", $"If-Match names the version {header}, the body {body}. Send one of them, or both the same.");
}

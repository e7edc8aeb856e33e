using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Plugins.ConfigFile;

[DisplayName("The config file")]
internal static class ConfigCodes
{
    public static ProblemCode Missing { get; } = new(
        "config.missing",
        "The config file that was named does not exist.",
        "Create it, or name another with `--config` or `INTEGRATIONS_CONFIG_PATH`.");

    public static ProblemCode NotJson { get; } = new("config.not-json", "The config file is not JSON.", "Correct the line and column in the message.");

    public static ProblemCode RepeatedMember { get; } = new("config.repeated-member", "A member is given twice.", "Remove one.");

    public static ProblemCode UnknownMember { get; } = new("config.unknown-member", "A member is not known and has no effect.", "Correct its name or remove it.");

    public static ProblemCode Unreadable { get; } = new("config.unreadable", "The config file cannot be read.", "Check that the server's user may read it.");

    public static ProblemCode WrongShape { get; } = new(
        "config.wrong-shape",
        "The file as a whole, or `integrations`, has the wrong shape.",
        "Write `{ \"integrations\": [ … ] }`.");

    public static ProblemCode WrongValue { get; } = new("config.wrong-value", "A member of an entry has a wrong value; the entry is not loaded.", "Correct it.");
}

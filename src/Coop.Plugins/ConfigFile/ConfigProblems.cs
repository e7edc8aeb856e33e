using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.ConfigFile;

/// <summary>What can be wrong with a config file.</summary>
internal static class ConfigProblems
{
    public static Problem Missing(string file) => Refused(
        "config.missing", $"The config file {file} does not exist. Create it, or unset {ConfigFileLocation.EnvironmentVariable} to start without integrations.", "");

    public static Problem Unreadable(string file, string why) => Refused("config.unreadable", $"The config file {file} cannot be read: {why}", "");

    public static Problem NotJson(string file, string path, JsonPosition at, string why) => Refused(
        "config.notJson", $"{file} is not JSON at {path} ({at}): {why}", path);

    public static Problem WrongShape(string file, string path, JsonPosition at, string wanted) => Refused(
        "config.wrongShape", $"{file}: {path} ({at}) {wanted}", path);

    public static IntegrationProblem Unknown(string path, JsonPosition at, string name, IReadOnlyCollection<string> known)
    {
        var nearest = NearestName.Of(name, known);
        var hint = nearest is null ? $"Known here: {string.Join(", ", known)}." : $"Did you mean \"{nearest}\"?";
        return new IntegrationProblem("config.unknownMember", $"\"{name}\" ({at}) is not known and has no effect. {hint}", path, IsWarning: true);
    }

    public static IntegrationProblem Repeated(string path, JsonPosition at) => new(
        "config.repeatedMember", $"The member is given twice in the same object; the second is at {at}. Remove one.", path);

    public static IntegrationProblem Wrong(string path, JsonPosition at, string message) => new("config.wrongValue", $"{message} ({at})", path);

    private static Problem Refused(string code, string detail, string path) =>
        new(code, ProblemKind.InvalidInput, "The integrations config file is refused.", detail, path);
}

using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.ConfigFile;

/// <summary>What can be wrong with a config file.</summary>
internal static class ConfigProblems
{
    public static Problem Missing(string file) => Refused(
        ConfigCodes.Missing, $"The config file {file} does not exist. It was named with --config or {ConfigFileLocation.EnvironmentVariable}: create it, or name another. "
            + $"Without either, {ConfigFileLocation.FileName} in the working directory is taken, else the one beside the server, else none.", "");

    public static Problem Unreadable(string file, string why) => Refused(ConfigCodes.Unreadable, $"The config file {file} cannot be read: {why}", "");

    public static Problem NotJson(string file, string path, JsonPosition at, string why) => Refused(
        ConfigCodes.NotJson, $"{file} is not JSON at {path} ({at}): {why}", path);

    public static Problem WrongShape(string file, string path, JsonPosition at, string wanted) => Refused(
        ConfigCodes.WrongShape, $"{file}: {path} ({at}) {wanted}", path);

    public static IntegrationProblem Unknown(string path, JsonPosition at, string name, IReadOnlyCollection<string> known)
    {
        var nearest = DidYouMean.Find(name, known);
        var hint = nearest is null ? $"Known here: {string.Join(", ", known)}." : $"Did you mean \"{nearest}\"?";
        return new IntegrationProblem(ConfigCodes.UnknownMember, $"\"{name}\" ({at}) is not known and has no effect. {hint}", path, isWarning: true);
    }

    public static IntegrationProblem Repeated(string path, JsonPosition at) => new(
        ConfigCodes.RepeatedMember, $"The member is given twice in the same object; the second is at {at}. Remove one.", path);

    public static IntegrationProblem Wrong(string path, JsonPosition at, string message) => new(ConfigCodes.WrongValue, $"{message} ({at})", path);

    private static Problem Refused(ProblemCode code, string detail, string path) =>
        new(code, ProblemKind.InvalidInput, "The integrations config file is refused.", detail, path);
}

using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.ConfigFile;

/// <summary>Reads the config file: JSON with comments and trailing commas. A mistake in one entry is that entry's; only a file that has no entries to speak of is refused.</summary>
internal static class ConfigFileReader
{
    private static readonly string[] KnownMembers = ["$schema", "integrations", "requireModelCards"];
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static Result<IntegrationsConfig> Read(ConfigFileLocation location)
    {
        try
        {
            return Parse(File.ReadAllBytes(location.Path), location);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return location.IsExplicit ? ConfigProblems.Missing(location.Path) : new IntegrationsConfig(location.Directory, false, [], []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ConfigProblems.Unreadable(location.Path, e.Message);
        }
    }

    internal static Result<IntegrationsConfig> Parse(ReadOnlyMemory<byte> utf8, ConfigFileLocation location)
    {
        if (utf8.Span is [0xEF, 0xBB, 0xBF, ..])
        {
            utf8 = utf8[3..];
        }

        var failedAt = "$";
        try
        {
            var positions = JsonPositions.Read(utf8.Span, out failedAt);
            return Shape(JsonDocument.Parse(utf8, Lenient).RootElement, positions, location);
        }
        catch (JsonException e)
        {
            // What is JSON all the same is refused in the words of JsonPositions.
            return JsonSyntax.MistakeIn(utf8.Span, JsonPositions.Lenient) is { } mistake
                ? ConfigProblems.NotJson(location.Path, failedAt, new JsonPosition(mistake.Line, mistake.Column), $"{mistake.What}.")
                : ConfigProblems.NotJson(location.Path, failedAt, new JsonPosition((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1), e.Message);
        }
    }

    private static Result<IntegrationsConfig> Shape(JsonElement root, JsonPositions positions, ConfigFileLocation location)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return ConfigProblems.WrongShape(
                location.Path, "$", positions.OfValue("$"), $"must be an object with a list \"integrations\", not {Words.Of(root)}.");
        }

        var refusals = new List<Problem>();
        var warnings = new List<IntegrationProblem>();
        foreach (var member in root.EnumerateObject().Where(member => !KnownMembers.Contains(member.Name)))
        {
            var path = JsonPositions.Member("$", member.Name);
            warnings.Add(ConfigProblems.Unknown(path, positions.OfName(path), member.Name, KnownMembers));
        }

        foreach (var path in positions.Repeated.Where(path => !path.StartsWith("$.integrations[", StringComparison.Ordinal)))
        {
            refusals.Add(ConfigProblems.WrongShape(location.Path, path, positions.OfName(path), "is given twice. Remove one."));
        }

        if (!root.TryGetProperty("integrations", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            var (path, found) = list.ValueKind == JsonValueKind.Undefined ? ("$", "but there is none") : ("$.integrations", $"not {Words.Of(list)}");
            refusals.Add(ConfigProblems.WrongShape(location.Path, path, positions.OfValue(path), $"must have a list \"integrations\", {found}."));
        }

        var requireModelCards = root.TryGetProperty("requireModelCards", out var flag) && flag.ValueKind == JsonValueKind.True;
        if (flag.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False))
        {
            refusals.Add(ConfigProblems.WrongShape(
                location.Path, "$.requireModelCards", positions.OfValue("$.requireModelCards"), $"must be true or false, not {Words.Of(flag)}."));
        }

        return refusals.Count > 0
            ? refusals
            : new IntegrationsConfig(location.Directory, requireModelCards, [.. list.EnumerateArray().Select((entry, i) => ConfigEntryReader.Read(entry, i, positions))], warnings);
    }
}

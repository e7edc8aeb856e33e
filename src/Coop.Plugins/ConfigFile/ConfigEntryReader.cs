using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;

namespace Coop.Plugins.ConfigFile;

/// <summary>Reads one entry and finds everything wrong with it at once.</summary>
internal sealed class ConfigEntryReader
{
    private static readonly string[] KnownMembers = ["package", "enabled", "config", "isolation", "limits", "permissions"];
    private static readonly string[] KnownLimits = ["timeoutMs", "startTimeoutMs", "memoryMb"];
    private const int LongestTimeoutMs = 3_600_000;
    private const int MostMemoryMb = 1_048_576;

    private readonly JsonPositions _positions;
    private readonly string _path;
    private readonly List<IntegrationProblem> _problems = [];

    private ConfigEntryReader(JsonPositions positions, string path) => (_positions, _path) = (positions, path);

    public static ConfigEntry Read(JsonElement entry, int index, JsonPositions positions) =>
        new ConfigEntryReader(positions, JsonPositions.Element("$.integrations", index)).Read(entry);

    private ConfigEntry Read(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            Wrong(_path, $"An entry is an object with a \"package\", not {Words.Of(entry)}.");
            return new ConfigEntry { Path = _path, Package = _path, Problems = _problems, Positions = _positions };
        }

        ReportStrangers(entry, _path, KnownMembers);
        foreach (var repeated in _positions.Repeated.Where(IsMine))
        {
            _problems.Add(ConfigProblems.Repeated(repeated, _positions.OfName(repeated)));
        }

        var read = new ConfigEntry
        {
            Path = _path,
            Package = Package(entry),
            Enabled = Enabled(entry),
            Isolation = Choice<Isolation>(entry, "isolation"),
            Limits = Limits(entry),
            Permissions = Permissions(entry),
            Positions = _positions,
        };
        read = Config(entry) is { } config ? read with { Config = config } : read;
        return read with { Problems = _problems };
    }

    /// <summary>Members of an entry's own <c>config</c> belong to its author, so repeats there are the author's too: reported all the same.</summary>
    private bool IsMine(string path) => path.StartsWith(_path, StringComparison.Ordinal) && path.Length > _path.Length && path[_path.Length] is '.' or '[';

    private string Package(JsonElement entry)
    {
        var path = $"{_path}.package";
        if (!entry.TryGetProperty("package", out var value))
        {
            Wrong(_path, "The entry has no \"package\". Add one: a folder such as \"./my-integration\", a .nupkg file, or the name of an installed package.");
            return _path;
        }

        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
        {
            return value.GetString()!.Trim();
        }

        Wrong(path, $"\"package\" must be text that names a package, not {Words.Of(value)}.");
        return _path;
    }

    private bool Enabled(JsonElement entry)
    {
        if (entry.TryGetProperty("enabled", out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Wrong($"{_path}.enabled", $"\"enabled\" must be true or false, not {Words.Of(value)}.");
        }

        return value.ValueKind != JsonValueKind.False;
    }

    private JsonElement? Config(JsonElement entry)
    {
        if (!entry.TryGetProperty("config", out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return value;
        }

        Wrong($"{_path}.config", $"\"config\" must be an object, not {Words.Of(value)}.");
        return null;
    }

    private TChoice Choice<TChoice>(JsonElement entry, string name)
        where TChoice : struct, Enum =>
        entry.TryGetProperty(name, out var value) ? Choice<TChoice>(value, $"{_path}.{name}", $"\"{name}\"") : default;

    private TChoice Choice<TChoice>(JsonElement value, string path, string what)
        where TChoice : struct, Enum
    {
        var choices = Enum.GetValues<TChoice>().ToDictionary(choice => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()));
        var written = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (choices.TryGetValue(written, out var choice))
        {
            return choice;
        }

        var hint = DidYouMean.Find(written, choices.Keys) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
        Wrong(path, $"{what} must be one of {string.Join(", ", choices.Keys.Select(key => $"\"{key}\""))}, not {Words.Of(value)}.{hint}");
        return default;
    }

    private HashSet<EntryPermission> Permissions(JsonElement entry)
    {
        var granted = new HashSet<EntryPermission>();
        if (!entry.TryGetProperty("permissions", out var list))
        {
            return granted;
        }

        var path = $"{_path}.permissions";
        if (list.ValueKind != JsonValueKind.Array)
        {
            Wrong(path, $"\"permissions\" must be a list, not {Words.Of(list)}.");
            return granted;
        }

        var known = _problems.Count;
        foreach (var (i, value) in list.EnumerateArray().Index())
        {
            var permission = Choice<EntryPermission>(value, JsonPositions.Element(path, i), "A permission");
            if (_problems.Count == known)
            {
                granted.Add(permission);
            }
        }

        return granted;
    }

    private EntryLimits Limits(JsonElement entry)
    {
        if (!entry.TryGetProperty("limits", out var limits))
        {
            return EntryLimits.Default;
        }

        var path = $"{_path}.limits";
        if (limits.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, $"\"limits\" must be an object, not {Words.Of(limits)}.");
            return EntryLimits.Default;
        }

        ReportStrangers(limits, path, KnownLimits);
        return new EntryLimits(
            Whole(limits, path, "timeoutMs", LongestTimeoutMs) is { } call ? TimeSpan.FromMilliseconds(call) : null,
            Whole(limits, path, "startTimeoutMs", LongestTimeoutMs) is { } start ? TimeSpan.FromMilliseconds(start) : null,
            Whole(limits, path, "memoryMb", MostMemoryMb));
    }

    private int? Whole(JsonElement limits, string path, string name, int most)
    {
        if (!limits.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        Wrong($"{path}.{name}", $"\"{name}\" must be a whole number from 1 to {most}, not {Words.Of(value)}.");
        return null;
    }

    private void ReportStrangers(JsonElement parent, string path, IReadOnlyCollection<string> known)
    {
        foreach (var member in parent.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            var at = JsonPositions.Member(path, member.Name);
            _problems.Add(ConfigProblems.Unknown(at, _positions.OfName(at), member.Name, known));
        }
    }

    private void Wrong(string path, string message) => _problems.Add(ConfigProblems.Wrong(path, _positions.OfValue(path), message));
}

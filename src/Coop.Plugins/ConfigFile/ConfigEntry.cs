using System.Text.Json;
using Coop.Engine.Integrations;

namespace Coop.Plugins.ConfigFile;

/// <summary>One entry of the config file as written, with everything wrong with it.</summary>
internal sealed record ConfigEntry
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    /// <summary>The path of the entry, such as <c>$.integrations[2]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>As written; the entry's path when there is none.</summary>
    public required string Package { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>A JSON object.</summary>
    public JsonElement Config { get; init; } = EmptyObject;

    public Isolation Isolation { get; init; }

    public EntryLimits Limits { get; init; } = EntryLimits.Default;

    /// <summary>What a process of its own may do beyond the ordinary.</summary>
    public IReadOnlySet<EntryPermission> Permissions { get; init; } = new HashSet<EntryPermission>();

    public IReadOnlyList<IntegrationProblem> Problems { get; init; } = [];

    /// <summary>The file's positions; null for an entry that came from a command line.</summary>
    public JsonPositions? Positions { get; init; }

    /// <summary>Adds where a path of the file stands to a message.</summary>
    public string Locate(string path, string message) => Positions is null ? message : $"{message} ({Positions.OfValue(path)})";
}

internal enum Isolation
{
    /// <summary>A .NET integration runs in the host's process.</summary>
    None,

    /// <summary>It runs in a process of its own.</summary>
    Process,
}

internal enum EntryPermission
{
    ChildProcesses,
    Workers,
    Addons,
}

/// <summary>The adopter's limits; null where the entry says nothing.</summary>
/// <param name="Timeout">For one call of a signal.</param>
/// <param name="StartTimeout">For the whole start.</param>
/// <param name="MemoryMb">For a process of its own.</param>
internal sealed record EntryLimits(TimeSpan? Timeout = null, TimeSpan? StartTimeout = null, int? MemoryMb = null)
{
    public static EntryLimits Default { get; } = new();
}

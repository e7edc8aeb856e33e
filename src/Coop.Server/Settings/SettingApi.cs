using Coop.Engine.Editing;
using Coop.Engine.People;

namespace Coop.Server.Settings;

/// <summary>What the operations on the settings of one kind have of their own; everything else is the same for all.</summary>
internal sealed record SettingApi<T, TView, TList>
{
    /// <summary>Below the management API.</summary>
    public required string Path { get; init; }

    public required string Tag { get; init; }

    /// <summary>With its article, for summaries: <c>a policy</c>.</summary>
    public required string One { get; init; }

    public required string Many { get; init; }

    public required Permission See { get; init; }

    public required Permission Change { get; init; }

    public required Func<Versioned<T>, TView> View { get; init; }

    public required Func<IReadOnlyList<TView>, TList> List { get; init; }

    public required Func<T, string> IdOf { get; init; }

    public string AboutCreating { get; init; } = "";

    public string AboutReplacing { get; init; } = "";

    public string AboutDeleting { get; init; } = "";
}

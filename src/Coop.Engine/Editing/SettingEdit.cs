using Coop.Engine.Problems;
using Coop.Engine.Uses;

namespace Coop.Engine.Editing;

/// <summary>What somebody wants to become of one setting.</summary>
public sealed record SettingEdit<T>
    where T : class, ISetting<T>
{
    public required string OrgId { get; init; }

    public required string Id { get; init; }

    /// <summary>The id of the person or API key who wants it.</summary>
    public required string By { get; init; }

    /// <summary>The version that was read; null replaces whatever is there.</summary>
    public string? ExpectedVersion { get; init; }

    /// <summary>
    /// Given what is there, in the transaction that writes: what it becomes, or why not. No I/O, and nothing slow: all other writes wait for it.
    /// </summary>
    public required Func<Versioned<T>?, Result<T>> Change { get; init; }

    /// <summary>It goes. <see cref="Change"/> answers what goes, or why it stays.</summary>
    public bool Deletes { get; init; }

    /// <summary>What else must be so when it is written, given what it becomes.</summary>
    public Func<T, IReadOnlyList<Guard>> Guards { get; init; } = _ => [];

    /// <summary>
    /// What it becomes, made before, where making and comparing it takes long; <see cref="Change"/> is not asked then. It counts only over what it was made of.
    /// </summary>
    public ReadySetting<T>? Ready { get; init; }

    /// <summary>A new one.</summary>
    public static SettingEdit<T> Create(string by, T value, params IReadOnlyList<Guard> guards) => new()
    {
        OrgId = value.OrgId,
        Id = value.Id,
        By = by,
        Change = before => before is null ? value : throw new InvalidOperationException($"The new id '{value.Id}' is had already."),
        Guards = _ => guards,
    };

    /// <summary>Another one in the place of one that is there.</summary>
    public static SettingEdit<T> Replace(
        string orgId, string id, string by, string? expectedVersion, Func<Versioned<T>, Result<T>> change, params IReadOnlyList<Guard> guards) => new()
        {
            OrgId = orgId,
            Id = id,
            By = by,
            ExpectedVersion = expectedVersion,
            Change = before => before is null ? Missing(id) : change(before),
            Guards = _ => guards,
        };

    /// <summary>One that was made, over what it was made of; null for a new one.</summary>
    public static SettingEdit<T> Of(string by, Versioned<T>? read, T becomes, params IReadOnlyList<Guard> guards) => new()
    {
        OrgId = becomes.OrgId,
        Id = becomes.Id,
        By = by,
        ExpectedVersion = read?.Version,
        Change = _ => becomes,
        Ready = new ReadySetting<T>(read, becomes),
        Guards = _ => guards,
    };

    /// <param name="refuse">Given what is there, why it must stay; null lets it go.</param>
    public static SettingEdit<T> Delete(
        string orgId, string id, string by, string? expectedVersion, Func<Versioned<T>, Problem?>? refuse = null, params IReadOnlyList<Guard> guards) => new()
        {
            OrgId = orgId,
            Id = id,
            By = by,
            ExpectedVersion = expectedVersion,
            Change = before => before is null ? Missing(id) : refuse?.Invoke(before) is { } refusal ? refusal : before.Value,
            Deletes = true,
            Guards = _ => guards,
        };

    private static Problem Missing(string id) => UseProblems.NotFound(SettingWords.Of(T.SettingKind), id);
}

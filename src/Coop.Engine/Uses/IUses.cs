namespace Coop.Engine.Uses;

/// <summary>
/// Who uses what in an organisation. Kept in the transaction of every change of a setting: what is used cannot go, and what goes cannot come to be used.
/// </summary>
public interface IUses
{
    /// <summary>The users of one setting, by their names.</summary>
    Task<IReadOnlyList<Use>> OfAsync(string orgId, SettingRef used, CancellationToken cancellationToken);

    /// <summary>By the id of each setting of a kind that is used, its users by their names.</summary>
    Task<ILookup<string, Use>> OfAllAsync(string orgId, SettingKind used, CancellationToken cancellationToken);
}

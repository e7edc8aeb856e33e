namespace Coop.Engine.Editing;

/// <summary>For whoever only looks, and replaces nothing.</summary>
public static class SettingReads
{
    public static IReadOnlyList<T> Values<T>(this IReadOnlyList<Versioned<T>> settings) => [.. settings.Select(setting => setting.Value)];

    /// <summary>By name.</summary>
    public static async Task<IReadOnlyList<T>> ListValuesAsync<T>(this ISettingStore<T> store, string orgId, CancellationToken cancellationToken)
        where T : class, ISetting<T> => (await store.ListAsync(orgId, cancellationToken).ConfigureAwait(false)).Values();

    public static async Task<T?> FindValueAsync<T>(this ISettingStore<T> store, string orgId, string id, CancellationToken cancellationToken)
        where T : class, ISetting<T> => (await store.FindAsync(orgId, id, cancellationToken).ConfigureAwait(false))?.Value;
}

using Coop.Storage.Database;

namespace Coop.Storage.Settings;

/// <summary>Those who change settings.</summary>
internal interface IEditors
{
    /// <summary>What a person or an API key is called; null when they are gone.</summary>
    Task<string?> NameOfAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken);
}

using Coop.Storage.ApiKeys;
using Coop.Storage.Database;
using Coop.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

internal sealed class Editors : IEditors
{
    public async Task<string?> NameOfAsync(CoopDb db, string orgId, string id, CancellationToken cancellationToken) =>
        (await db.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.OrgId == orgId && row.Id == id, cancellationToken))?.ToPerson().DisplayName
        ?? await db.Set<ApiKeyRow>().Where(row => row.OrgId == orgId && row.Id == id).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);
}

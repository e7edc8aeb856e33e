using Coop.Engine.Actions;
using Coop.Engine.Problems;
using Coop.Storage.Schema;
using Coop.Storage.Secrets;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Actions;

internal sealed class ActionStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect, SecretVault vault) : IActionStore
{
    private readonly NamedRows<ModerationActionRow> _rows = new(dbs, lane, dialect);

    public async Task<IReadOnlyList<ModerationAction>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await _rows.ListAsync(orgId, cancellationToken)).Select(row => row.ToAction(vault))];

    public async Task<ModerationAction?> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        (await _rows.FindAsync(orgId, id, cancellationToken))?.ToAction(vault);

    public async Task<Result<ModerationAction>> SaveAsync(ModerationAction action, ModerationAction? replaces, CancellationToken cancellationToken)
    {
        Problem? stale = null;
        var isSaved = await _rows.SaveAsync(
            ModerationActionRow.Of(action, vault),
            mayWrite: (before, _, _) =>
            {
                stale = replaces is null ? null : Stale(before?.ToAction(vault), replaces);
                return Task.FromResult(stale is null);
            },
            also: null,
            cancellationToken);
        return isSaved ? action : stale ?? NameProblems.Taken(ActionCodes.NameTaken, "action", action.Name);
    }

    public Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken) => _rows.DeleteAsync(orgId, id, cancellationToken);

    private static Problem? Stale(ModerationAction? now, ModerationAction read) =>
        now is null ? UseProblems.NotFound("action", read.Id)
        : StoredJson.Of(now) == StoredJson.Of(read) ? null
        : UseProblems.ChangedMeanwhile("action", now.Name);
}

using System.Collections.Concurrent;
using Coop.Engine.Banks;
using Coop.Engine.Problems;
using Coop.Storage.Schema;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Banks;

internal sealed class BankStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect) : IBankStore
{
    private readonly NamedRows<MatchingBankRow> _rows = new(dbs, lane, dialect);

    // Banks may hold a hundred thousand entries, and every form of a rule asks for their names. Whatever changes them raises the organisation's revision with it.
    private readonly ConcurrentDictionary<string, (long Revision, IReadOnlyList<MatchingBank> Banks)> _read = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<MatchingBank>> ListAsync(string orgId, CancellationToken cancellationToken)
    {
        var revision = await _rows.RevisionAsync(orgId, cancellationToken);
        if (_read.TryGetValue(orgId, out var known) && known.Revision == revision)
        {
            return known.Banks;
        }

        MatchingBank[] banks = [.. (await _rows.ListAsync(orgId, cancellationToken)).Select(row => row.ToBank())];
        _read[orgId] = (revision, banks);
        return banks;
    }

    public async Task<MatchingBank?> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        (await _rows.FindAsync(orgId, id, cancellationToken))?.ToBank();

    public async Task<Result<MatchingBank>> SaveAsync(MatchingBank bank, CancellationToken cancellationToken) =>
        await _rows.SaveAsync(MatchingBankRow.Of(bank), mayWrite: null, also: null, cancellationToken) ? bank : NameProblems.Taken(BankCodes.NameTaken, "matching bank", bank.Name);

    public async Task<Result<MatchingBank>?> ReplaceAsync(MatchingBank before, MatchingBank after, CancellationToken cancellationToken)
    {
        var unchanged = true;
        var saved = await _rows.SaveAsync(
            MatchingBankRow.Of(after),
            mayWrite: (now, _, _) => Task.FromResult(unchanged = now?.HoldsSameAs(before) == true),
            also: null,
            cancellationToken);
        return !unchanged ? null : saved ? after : NameProblems.Taken(BankCodes.NameTaken, "matching bank", after.Name);
    }

    public Task<bool> DeleteAsync(string orgId, string id, CancellationToken cancellationToken) => _rows.DeleteAsync(orgId, id, cancellationToken);
}

using System.Collections.Concurrent;
using System.Globalization;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Engine.Rules.Conditions;
using Coop.Storage.Schema;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Rules;

internal sealed class RuleStore(IDbContextFactory<CoopDb> dbs, WriteLane lane, Dialect dialect) : IRuleStore, IRuleVersions
{
    private readonly NamedRows<RuleRow> _rows = new(dbs, lane, dialect);

    // Reading a thousand rules is mostly reading their conditions, which seldom change; the text tells whether they did.
    private readonly ConcurrentDictionary<(string OrgId, string Id), (string Text, ConditionSet Conditions)> _read = new();

    /// <summary>Oldest first: the order in which decisions show them.</summary>
    public async Task<IReadOnlyList<Rule>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await _rows.ListAsync(orgId, cancellationToken)).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id, StringComparer.Ordinal).Select(Rule)];

    public async Task<Rule?> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        (await _rows.FindAsync(orgId, id, cancellationToken))?.ToRule();

    public async Task<Result<Rule>> SaveAsync(Rule rule, string? replaces, CancellationToken cancellationToken)
    {
        Problem? stale = null;
        var isSaved = await _rows.SaveAsync(
            RuleRow.Of(rule),
            mayWrite: (before, _, _) =>
            {
                stale = replaces is null || before?.Version == replaces ? null : before is null ? UseProblems.NotFound("rule", rule.Id) : ChangedMeanwhile(before.ToRule());
                return Task.FromResult(stale is null);
            },
            also: (db, cancel) => KeepVersionAsync(db, RuleVersionRow.Of(rule), cancel),
            cancellationToken);
        return isSaved ? rule : stale ?? NameProblems.Taken(RuleCodes.NameTaken, "rule", rule.Name);
    }

    public async Task<bool> DeleteAsync(string orgId, string id, string version, CancellationToken cancellationToken)
    {
        var deleted = await _rows.DeleteAsync(orgId, id, cancellationToken, row => row.Version == version);
        _read.TryRemove((orgId, id), out _);
        return deleted;
    }

    public async Task<IReadOnlyList<Rule>> ListVersionsAsync(string orgId, IReadOnlyCollection<RuleVersion> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(version => version.RuleId).Distinct(StringComparer.Ordinal).ToList();
        var versions = wanted.Select(version => version.Version).Distinct(StringComparer.Ordinal).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<RuleVersionRow>().AsNoTracking()
            .Where(row => row.OrgId == orgId && ids.Contains(row.RuleId) && versions.Contains(row.Version)).ToListAsync(cancellationToken);
        var exact = wanted.ToHashSet();
        return [.. found.Where(row => exact.Contains(new RuleVersion(row.RuleId, row.Version))).Select(row => row.ToRule())];
    }

    private static Problem ChangedMeanwhile(Rule now) => new(
        RuleCodes.ChangedMeanwhile,
        ProblemKind.ConcurrentUpdate,
        "The rule was changed meanwhile",
        string.Create(CultureInfo.InvariantCulture, $"Somebody saved '{now.Name}' at {now.UpdatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, after it was read here. Read it again and repeat your change, or send its version {now.Version} to replace what they saved."),
        "/version");

    private Rule Rule(RuleRow row)
    {
        if (_read.TryGetValue((row.OrgId, row.Id), out var known) && known.Text == row.Conditions)
        {
            return row.ToRule(known.Conditions);
        }

        var rule = row.ToRule();
        _read[(row.OrgId, row.Id)] = (row.Conditions, rule.Conditions);
        return rule;
    }

    private static async Task KeepVersionAsync(CoopDb db, RuleVersionRow version, CancellationToken cancellationToken)
    {
        var same = await db.Set<RuleVersionRow>().SingleOrDefaultAsync(
            row => row.OrgId == version.OrgId && row.RuleId == version.RuleId && row.Version == version.Version, cancellationToken);
        if (same is null)
        {
            db.Add(version);
        }
        else
        {
            (same.Definition, same.SavedAt) = (version.Definition, version.SavedAt);
        }
    }
}

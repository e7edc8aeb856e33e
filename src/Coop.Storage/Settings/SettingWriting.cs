using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Storage.Database;
using Coop.Storage.Schema;

namespace Coop.Storage.Settings;

/// <summary>
/// The one way settings are written. A change is judged in the transaction that writes it, and that transaction is the only one that writes, in any process
/// (BEGIN IMMEDIATE): what it sees is what is there when it commits.
/// </summary>
internal sealed class SettingWriting<T>(SettingTools tools, Shelf<T> shelf)
    where T : class, ISetting<T>
{
    public async Task<Result<Versioned<T>>> ChangeAsync(SettingEdit<T> edit, CancellationToken cancellationToken)
    {
        // Whatever takes long is done before anybody has to wait for it.
        var prepared = edit.Ready is { } ready
            ? new Prepared(ready.Becomes, shelf.ContentOf(ready.Becomes), shelf.Differences(ready.Read?.Value, ready.Becomes))
            : null;
        var (answer, revision) = await tools.Lane.RunAsync((batch, cancel) => WriteAsync(batch.Db, edit, prepared, cancel), cancellationToken);
        if (revision is { } moved)
        {
            tools.Revisions.Move(edit.OrgId, new SettingRef(T.SettingKind, edit.Id), moved);
        }

        return answer;
    }

    /// <returns>The revision of the organisation when something was written.</returns>
    public async Task<(Result<Versioned<T>> Answer, OrgRevision? Revision)> WriteAsync(CoopDb db, SettingEdit<T> edit, Prepared? prepared, CancellationToken cancellationToken)
    {
        var stamp = await shelf.FindStampAsync(db, edit.OrgId, edit.Id, cancellationToken);
        if (!SettingVersion.IsMet<T>(edit.ExpectedVersion, stamp?.Version))
        {
            return (await ConflictAsync(db, edit, stamp, cancellationToken), null);
        }

        if (prepared is not null && stamp is not null && edit.ExpectedVersion is null)
        {
            throw new InvalidOperationException($"The new id '{edit.Id}' is had already.");
        }

        var before = prepared is null && stamp is not null ? await shelf.FindAsync(db, edit.OrgId, edit.Id, cancellationToken) : null;
        var changed = prepared?.Becomes ?? edit.Change(before);
        if (!changed.TryGet(out var value))
        {
            return (Result<Versioned<T>>.Refused(changed.Problems), null);
        }

        if (await GuardCheck.BrokenAsync(db, edit.OrgId, edit.Guards(value), guard => shelf.BrokenAsync(db, edit.OrgId, guard, cancellationToken), cancellationToken) is { Count: > 0 } broken)
        {
            return (Result<Versioned<T>>.Refused(broken), null);
        }

        return edit.Deletes
            ? await DeleteAsync(db, edit, before!, cancellationToken)
            : await SaveAsync(db, edit, stamp, before, value, prepared, cancellationToken);
    }

    private async Task<(Result<Versioned<T>>, OrgRevision?)> DeleteAsync(CoopDb db, SettingEdit<T> edit, Versioned<T> before, CancellationToken cancellationToken)
    {
        var users = await UseTable.UsersAsync(db, edit.OrgId, new SettingRef(T.SettingKind, edit.Id), cancellationToken);
        if (users.Count > 0)
        {
            return (UseProblems.InUse(SettingWords.Of(T.SettingKind), before.Value.Name, [.. users.Select(use => use.Words)]), null);
        }

        await shelf.RemoveAsync(db, edit.OrgId, edit.Id, cancellationToken);
        await UseTable.WriteAsync(db, edit.OrgId, new SettingRef(T.SettingKind, edit.Id), [], cancellationToken);
        var now = tools.Time.GetUtcNow();
        var revision = await LogAsync(db, edit, SettingVersion.Next(before.Version, now), now, SettingChangeKind.Deleted, [], null, cancellationToken);
        return (before, revision);
    }

    private async Task<(Result<Versioned<T>>, OrgRevision?)> SaveAsync(
        CoopDb db, SettingEdit<T> edit, SettingStamp? stamp, Versioned<T>? before, T value, Prepared? prepared, CancellationToken cancellationToken)
    {
        if (await shelf.IsNameTakenAsync(db, value, cancellationToken))
        {
            return (shelf.NameTaken(value), null);
        }

        SettingRef[] uses = [.. value.Uses().Distinct()];
        if (!await UseTable.AreThereAsync(db, edit.OrgId, new SettingRef(T.SettingKind, edit.Id), uses, cancellationToken))
        {
            return (EditProblems.Moved, null);
        }

        var now = tools.Time.GetUtcNow();
        var version = SettingVersion.Next(stamp?.Version ?? await ChangeLog.LastVersionAsync(db, edit.OrgId, new SettingRef(T.SettingKind, edit.Id), cancellationToken), now);
        value = value.Stamped(version, now);
        var after = new Versioned<T>(value, version, now, edit.By);
        var content = prepared?.Content ?? shelf.ContentOf(value);
        if (await shelf.NoRoomAsync(db, value, content, tools.Limits, cancellationToken) is { } full)
        {
            return (full, null);
        }

        await shelf.PutAsync(db, stamp, after, content, cancellationToken);
        await UseTable.WriteAsync(db, edit.OrgId, new SettingRef(T.SettingKind, edit.Id), uses, cancellationToken);
        var revision = await LogAsync(
            db, edit, version, now, stamp is null ? SettingChangeKind.Created : SettingChangeKind.Saved,
            stamp is null ? [] : prepared?.Differences ?? shelf.Differences(before?.Value, value),
            shelf.KeepsVersions ? content : null, cancellationToken);
        return (after, revision);
    }

    private async Task<OrgRevision> LogAsync(
        CoopDb db, SettingEdit<T> edit, string version, DateTimeOffset at, SettingChangeKind change, IReadOnlyList<string> members, string? content, CancellationToken cancellationToken)
    {
        var entry = new SettingChangeRow
        {
            OrgId = edit.OrgId,
            Kind = T.SettingKind,
            SettingId = edit.Id,
            Version = version,
            ChangedAt = at,
            ChangedBy = edit.By,
            Change = change,
            Members = StoredJson.Of(members),
            MovesRules = shelf.MovesRules,
            Content = content,
        };
        db.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        return new OrgRevision(entry.Sequence, shelf.MovesRules ? entry.Sequence : await OrgRevisions.ReadRulesAsync(db, edit.OrgId, cancellationToken));
    }

    private async Task<Result<Versioned<T>>> ConflictAsync(CoopDb db, SettingEdit<T> edit, SettingStamp? now, CancellationToken cancellationToken)
    {
        var setting = new SettingRef(T.SettingKind, edit.Id);
        now ??= T.AbsenceIsAVersion ? await ChangeLog.RemovalAsync(db, edit.OrgId, setting, cancellationToken) : null;
        if (now is not null)
        {
            return EditProblems.ChangedMeanwhile(T.SettingKind, now.Name, await tools.Log.SinceAsync(db, edit.OrgId, setting, edit.ExpectedVersion!, now, cancellationToken));
        }

        // Whoever wrote the edit knows best how to say that there is none.
        var missing = edit.Change(null);
        return T.AbsenceIsAVersion && !missing.Problems.Any(problem => problem.Kind == ProblemKind.NotFound) ? EditProblems.NeverWas(T.SettingKind, edit.Id)
            : missing.TryGet(out _) ? UseProblems.NotFound(SettingWords.Of(T.SettingKind), edit.Id) : Result<Versioned<T>>.Refused(missing.Problems);
    }

    public sealed record Prepared(T Becomes, string Content, IReadOnlyList<string> Differences);
}

using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Storage.Database;
using Coop.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.Settings;

/// <summary>Looks whether guards hold, in the transaction of the change they guard.</summary>
internal static class GuardCheck
{
    /// <param name="others">Looks at what only the kind of the setting knows.</param>
    /// <returns>Everything that is broken; only <see cref="EditProblems.Moved"/> when the rest was judged by what is no longer so.</returns>
    public static async Task<IReadOnlyList<Problem>> BrokenAsync(CoopDb db, string orgId, IReadOnlyList<Guard> guards, Func<Guard, Task<Problem?>> others, CancellationToken cancellationToken)
    {
        if (!await AreAsReadAsync(db, orgId, [.. guards.OfType<AsRead>()], cancellationToken))
        {
            return [EditProblems.Moved];
        }

        List<Problem> problems = [];
        foreach (var guard in guards.Where(guard => guard is not AsRead))
        {
            if (await BrokenAsync(db, orgId, guard, others, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    private static async Task<Problem?> BrokenAsync(CoopDb db, string orgId, Guard guard, Func<Guard, Task<Problem?>> others, CancellationToken cancellationToken)
    {
        switch (guard)
        {
            case AuthorUnused author:
                return RefusalOf(author.Part, [.. await UseTable.UsersAsync(db, orgId, author.Part.Used, cancellationToken), .. await ActingOnAuthorsAsync(db, orgId, author, cancellationToken)]);
            case Unused part:
                return RefusalOf(part, await UseTable.UsersAsync(db, orgId, part.Used, cancellationToken));
            case BelowPolicy below:
                return below.Refusal(await PolicyParentsAsync(db, orgId, cancellationToken));
            case NoLiveUser bank:
                return await HasLiveUserAsync(db, orgId, bank, cancellationToken) ? bank.Otherwise : null;
            default:
                return await others(guard);
        }
    }

    private static Problem? RefusalOf(Unused guard, IReadOnlyList<Use> users) => users.Count > 0 ? guard.Refusal(users) : null;

    private static async Task<bool> AreAsReadAsync(CoopDb db, string orgId, IReadOnlyList<AsRead> guards, CancellationToken cancellationToken)
    {
        foreach (var kind in guards.GroupBy(guard => guard.Setting.Kind))
        {
            string[] ids = [.. kind.Select(guard => guard.Setting.Id)];
            var now = await SettingRow.Of(db, orgId, kind.Key).Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Version })
                .ToDictionaryAsync(row => row.Id, row => row.Version, StringComparer.Ordinal, cancellationToken);
            if (kind.Any(guard => now.GetValueOrDefault(guard.Setting.Id) != guard.Version))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Rules on items of the type that have somebody look at who made them: what kind an action is never changes.</summary>
    private static async Task<IReadOnlyList<Use>> ActingOnAuthorsAsync(CoopDb db, string orgId, AuthorUnused guard, CancellationToken cancellationToken)
    {
        var onType = await UseTable.UsersAsync(db, orgId, new SettingRef(SettingKind.ItemType, guard.ItemTypeId), cancellationToken);
        var users = onType.Select(use => use.User.Id).ToHashSet(StringComparer.Ordinal);
        List<Use> found = [];
        foreach (var action in await SettingRow.Of(db, orgId, SettingKind.Action).ToListAsync(cancellationToken))
        {
            if (JsonElement.Parse(action.Content).GetProperty("type").ValueEquals(WireNames.Of(ActionType.EnqueueAuthorToMrt)))
            {
                found.AddRange((await UseTable.UsersAsync(db, orgId, new SettingRef(SettingKind.Action, action.Id), cancellationToken)).Where(use => users.Contains(use.User.Id)));
            }
        }

        return found;
    }

    private static async Task<bool> HasLiveUserAsync(CoopDb db, string orgId, NoLiveUser guard, CancellationToken cancellationToken)
    {
        var users = await UseTable.UsersAsync(db, orgId, new SettingRef(SettingKind.Bank, guard.BankId), cancellationToken);
        string[] ids = [.. users.Select(use => use.User.Id)];
        var rules = await SettingRow.Of(db, orgId, SettingKind.Rule).Where(row => ids.Contains(row.Id)).Select(row => row.Content).ToListAsync(cancellationToken);
        return rules.Any(rule => StoredJson.To<Rule>(rule).EffectiveStatus(guard.Now) == RuleStatus.Live);
    }

    private static async Task<Dictionary<string, string?>> PolicyParentsAsync(CoopDb db, string orgId, CancellationToken cancellationToken)
    {
        var ids = await SettingRow.Of(db, orgId, SettingKind.Policy).Select(row => row.Id).ToListAsync(cancellationToken);
        var parents = await db.Set<UseRow>().Where(use => use.OrgId == orgId && use.UserKind == SettingKind.Policy && use.UsedKind == SettingKind.Policy)
            .ToDictionaryAsync(use => use.UserId, use => use.UsedId, StringComparer.Ordinal, cancellationToken);
        return ids.ToDictionary(id => id, id => parents.GetValueOrDefault(id), StringComparer.Ordinal);
    }
}

using System.Linq.Expressions;
using Coop.Engine.People;
using Coop.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Coop.Storage.People;

/// <summary>
/// Counts each attempt before its password is looked at, in the lane of all writes: of guesses sent side by side no more than
/// <see cref="Lockout.MostGuesses"/> are looked at, however long that takes.
/// </summary>
internal sealed class SignInAttempts(WriteLane lane, TimeProvider time)
{
    public Task<Attempt> BeginAsync(Expression<Func<PersonRow, bool>> who, CancellationToken cancellationToken) => lane.RunAsync(
        async (batch, cancel) =>
        {
            if (await batch.Db.Set<PersonRow>().SingleOrDefaultAsync(who, cancel) is not { } row)
            {
                return new Attempt(null, false);
            }

            if (row.LockedUntil > time.GetUtcNow())
            {
                return new Attempt(row, false);
            }

            // The last guess locks the account in advance, and unlocks it when it was right.
            var isLast = row.FailedSignIns + 1 >= Lockout.MostGuesses;
            row.FailedSignIns = isLast ? 0 : row.FailedSignIns + 1;
            row.LockedUntil = isLast ? time.GetUtcNow() + Lockout.Lasts : null;
            await batch.Db.SaveChangesAsync(cancel);
            return new Attempt(row, true);
        },
        cancellationToken);

    /// <summary>The password was right, or is a new one: the guesses before it count no more. A lock that somebody else's guess set meanwhile stays.</summary>
    public Task<int> SucceedAsync(PersonRow attempted, CancellationToken cancellationToken) => lane.RunAsync(
        (batch, cancel) => batch.Db.Set<PersonRow>().Where(row => row.Id == attempted.Id && row.LockedUntil == attempted.LockedUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedSignIns, 0).SetProperty(row => row.LockedUntil, (DateTimeOffset?)null), cancel),
        cancellationToken);
}

/// <param name="Person">As read when the attempt was counted; null when there is nobody like that.</param>
/// <param name="IsAdmitted">False while the account is locked.</param>
internal readonly record struct Attempt(PersonRow? Person, bool IsAdmitted);

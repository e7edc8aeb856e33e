using Coop.Engine.Deciding;
using Coop.Engine.Flow;
using Coop.Engine.Review;
using Coop.Storage.Retention;
using Coop.Storage.Sqlite;
using Coop.Tests.Storage;

namespace Coop.Tests.Retention;

/// <summary>What retention tests have in common: items decided now, and walks to their end, or to where a test has the server stop.</summary>
internal static class Sweeps
{
    /// <summary>That nobody has done.</summary>
    public static ReviewJob Job { get; } = new(ReviewJobKind.UnknownOutcome, null, ["r1"], [], "The signal did not answer.");

    /// <summary>Decided now, each with a review that nobody has done.</summary>
    public static Task AskAsync(this StoreRoom room, string orgId, params string[] names) => room.CommitAsync(orgId, [Job], Examples.Decision, names);

    public static Task DecideAsync(this StoreRoom room, string orgId, params string[] names) => room.CommitAsync(orgId, [], Examples.Decision, names);

    public static Task DecideWithAsync(this StoreRoom room, string planId, params string[] names) =>
        room.CommitAsync("org-1", [], (submission, actions) => Examples.Decision(submission, actions) with { PlanId = planId }, names);

    public static string[] Names(string of, int count) => [.. Enumerable.Range(0, count).Select(i => $"{of} {i}")];

    public static async Task<bool> HasAsync(this StoreRoom room, string orgId, string name) =>
        await room.Get<IDecisionStore>().FindAsync(orgId, Examples.Id(name), StoreRoom.Cancel) is not null;

    public static Task<int> CountAsync(this StoreRoom room, string table) =>
        Task.FromResult((int)room.Get<Reads>().Run(statements => statements[new Sql($"SELECT count(*) FROM {table}")].Scalar())!.Value);

    /// <returns>How many times something was taken away, or set apart.</returns>
    public static Task<int> SweepAsync(this StoreRoom room) => room.SweepAsync(() => Task.FromResult(false));

    /// <param name="stop">Asked after each step.</param>
    public static async Task<int> SweepAsync(this StoreRoom room, Func<Task<bool>> stop)
    {
        var swept = 0;
        foreach (var retention in room.All<IRetention>())
        {
            while (await retention.SweepAsync(StoreRoom.Cancel))
            {
                swept++;
                if (await stop())
                {
                    return swept;
                }
            }
        }

        return swept;
    }

    private static async Task CommitAsync(this StoreRoom room, string orgId, ReviewJob[] reviews, Func<Coop.Engine.Submissions.Submission, TriggeredAction[], Decision> decide, string[] names)
    {
        var now = room.Time.GetUtcNow();
        var items = await room.Get<IItemStream>().AppendAsync([.. names.Select(name => Examples.Submission(orgId, name) with { SubmittedAt = now })], TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        await Task.WhenAll(items.Select(item => room.Get<IDecisionLog>().CommitAsync(
            Examples.Commit(item, decide(item.Submission, []) with { DecidedAt = now }, []) with { Reviews = reviews }, StoreRoom.Cancel)));
        await room.Get<IItemStream>().AcknowledgeAsync(items, StoreRoom.Cancel);
    }
}

using System.Text;
using Coop.Engine.Flow;
using Coop.Engine.Submissions;

namespace Coop.Tests.Flow;

/// <summary>Items as they lie in memory, without a queue behind them.</summary>
internal static class FlowExamples
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="size">Bytes of its data, for one that is large.</param>
    public static HeldItem Held(string orgId, string id = "1", int size = 2) => HeldItem.Of(Received(orgId, id, size), isAwaited: false);

    /// <summary>One that somebody waits for.</summary>
    public static HeldItem Awaited(string orgId, string id = "1") => HeldItem.Of(Received(orgId, id), isAwaited: true);

    public static StreamItem Received(string orgId, string id = "1", int size = 2) => new(
        new Submission(id, orgId, $"item-{id}", "type", "1", Encoding.UTF8.GetBytes("{}".PadRight(size)), Now), 1, 1, 1, 0, null, false);

    public static IReadOnlyList<HeldItem> Many(string orgId, int count) => [.. Enumerable.Range(0, count).Select(i => Held(orgId, $"{orgId}-{i}"))];
}

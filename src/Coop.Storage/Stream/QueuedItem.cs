using Coop.Engine.Flow;

namespace Coop.Storage.Stream;

/// <summary>What the queue knows of an item.</summary>
internal readonly record struct QueuedItem(long Sequence, long Org, long Fence, bool IsHeld, int Failures, int Trials, string? Running, long DueAt, long Size);

/// <param name="Ticket">The <see cref="Backlog"/>'s.</param>
internal readonly record struct WantedShare(OrgShare Share, long Org, long Ticket);

/// <param name="MayBeMore">False when there were no more to be taken.</param>
/// <param name="NextSize">Of the first that was left for its size; 0 when none was.</param>
internal readonly record struct TakenShare(List<QueuedItem> Rows, bool MayBeMore, long NextSize);

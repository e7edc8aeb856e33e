namespace Coop.Storage.Stream;

/// <summary>What the queue knows of an item.</summary>
internal readonly record struct QueuedItem(long Sequence, long Org, long Fence, bool IsHeld, int Failures, int Trials, string? Running, long DueAt);

/// <param name="Ticket">The <see cref="Backlog"/>'s.</param>
internal readonly record struct WantedShare(string OrgId, long Org, int Most, long Ticket);

using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>A submission as its holder received it.</summary>
/// <param name="Sequence">The order of arrival; also its decision's.</param>
/// <param name="Fence">Grows each time it is received: only the latest holder can give it back, park it or prolong its lease.</param>
/// <param name="Attempt">1 and one more for each failure after which it was returned. Being received or overtaken does not count.</param>
/// <param name="Trials">How often it was begun as a suspect, first in groups and then alone.</param>
/// <param name="Running">What ran in its last trial, if that was alone and did not come to an end; null when nothing was named.</param>
/// <param name="IsSuspect">True when its earlier holder, another process, never gave it back: it ended, or hung.</param>
public sealed record StreamItem(Submission Submission, long Sequence, long Fence, int Attempt, int Trials, string? Running, bool IsSuspect);

/// <param name="Most">How many of this organisation's items at most.</param>
/// <param name="MostBytes">And of <see cref="Submission.Size"/> altogether: the first that does not fit any more, and all behind it, stay where they are.</param>
/// <param name="TakesAny">The first is received whatever its size.</param>
public sealed record OrgShare(string OrgId, int Most, long MostBytes = long.MaxValue, bool TakesAny = false);

/// <param name="MayBeMore">False when there were no more that may be received.</param>
/// <param name="NextSize">Of the first that was left because it is too large for the share; 0 when none was.</param>
public sealed record OrgItems(string OrgId, IReadOnlyList<StreamItem> Items, bool MayBeMore, long NextSize);

/// <param name="Due">May be received now.</param>
/// <param name="Waiting">All that have no decision yet, held and delayed ones included; parked ones are not.</param>
/// <param name="Oldest">When the oldest of <paramref name="Waiting"/> was submitted.</param>
public sealed record OrgBacklog(string OrgId, int Due, int Waiting, DateTimeOffset? Oldest);

/// <summary>An item that could not be decided. It waits for a person.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why it was parked.</param>
public sealed record ParkedItem(Submission Submission, int Attempts, string Error, DateTimeOffset ParkedAt);

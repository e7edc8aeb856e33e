using Coop.Engine.Deciding;

namespace Coop.Engine.Flow;

/// <summary>What somebody who waits for an item's decision is told.</summary>
/// <param name="Decision">Null when none was made meanwhile.</param>
/// <param name="Why">Of one that was not made.</param>
public readonly record struct Answered(Decision? Decision, Undecided Why);

/// <summary>Why an item that is stored has no decision yet.</summary>
public enum Undecided
{
    /// <summary>It failed, and is on the queue again.</summary>
    TriedAgain,

    /// <summary>It waits for a person.</summary>
    Parked,

    /// <summary>It is on the queue for whichever server runs next.</summary>
    Stopping,

    /// <summary>It was decided already: by another server, or by a commit of this one that had seemed to fail.</summary>
    Already,

    /// <summary>Another process, of a later version, has decided it, in a format that this one does not know.</summary>
    LaterFormat,
}

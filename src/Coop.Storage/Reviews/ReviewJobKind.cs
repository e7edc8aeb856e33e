namespace Coop.Storage.Reviews;

/// <summary>Why, and about whom, a person is asked.</summary>
internal enum ReviewJobKind
{
    Item,
    Author,
    ChildSafety,

    /// <summary>A rule could not find out and wants a person to look.</summary>
    UnknownOutcome,
}

namespace Coop.Engine.Signals;

/// <summary>What is held against a set of matching values of an organisation, as long as the signal's code is loaded.</summary>
public enum MatchingDoubt
{
    None,

    /// <summary>It could not be given to the author's code, because that code keeps the threads it was given for others. It is given to it as soon as that can be.</summary>
    Untried,

    /// <summary>
    /// A matcher of it and others did not come back from matching, and nobody knows yet which of them it was. It is compiled for itself only, so that it will be known the next time.
    /// </summary>
    Suspect,

    /// <summary>Compiling it, or matching against it, and nothing else, was not done in its time. It is not compiled again.</summary>
    Late,
}

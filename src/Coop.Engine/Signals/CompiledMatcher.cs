namespace Coop.Engine.Signals;

/// <summary>What came of giving sets of matching values to a signal's code to compile.</summary>
/// <param name="Matcher">Null when there is none.</param>
public readonly record struct CompiledMatcher(SignalMatcher? Matcher, CompileEnd End);

/// <summary>How a compile came to its end.</summary>
public enum CompileEnd
{
    Made,

    /// <summary>The signal compiles nothing, or may not run on a caller's thread.</summary>
    Impossible,

    /// <summary>The author's code refused the sets, as the contract lets it.</summary>
    Failed,

    /// <summary>The author's code had the sets for as long as it may, and still has its thread.</summary>
    Late,

    /// <summary>There was no thread for it: the author's code has seen nothing of the sets.</summary>
    NotBegun,
}

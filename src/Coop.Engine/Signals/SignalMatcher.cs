using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>A signal's matcher over many sets of matching values, made by <see cref="ISignalRunner.CompileAsync"/>. Immutable.</summary>
public sealed class SignalMatcher
{
    internal SignalMatcher(CatalogueSignal signal, IMultiMatcher author, int sets, SignalOutcome noMatch) =>
        (Signal, Author, Sets, NoMatch) = (signal, author, sets, noMatch);

    public CatalogueSignal Signal { get; }

    /// <summary>How many sets were compiled.</summary>
    public int Sets { get; }

    /// <summary>The outcome of every set that a match does not report.</summary>
    internal SignalOutcome NoMatch { get; }

    internal IMultiMatcher Author { get; }
}

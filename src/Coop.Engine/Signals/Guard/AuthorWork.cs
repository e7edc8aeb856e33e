namespace Coop.Engine.Signals.Guard;

/// <summary>What an author's code is called for.</summary>
internal enum AuthorWork
{
    /// <summary>Only this tells how the next measurement will behave.</summary>
    Measuring,

    /// <summary>Something beside measuring, which should not take long either.</summary>
    Asking,

    /// <summary>Measuring with one list of a signal that takes many at once: what takes long is that list, whatever it does with others.</summary>
    Listed,

    /// <summary>Measuring with a list that is not trusted: what it does there says nothing of other lists.</summary>
    Apart,

    /// <summary>May compute for long, on a thread that nobody needs: that is nothing against it.</summary>
    Compiling,
}

namespace Coop.Engine.Signals;

/// <summary>What an operator is told about integrations' code while it is in use. Each is said once for each thing that happens, in words.</summary>
public interface ISignalLog
{
    /// <summary>The code that makes a matcher of an organisation's lists of values did not come to its end; it still has the thread it was given.</summary>
    /// <param name="sets">How many lists it was given. One is looked for apart from now on; of several, each is tried for itself next.</param>
    void MatcherLate(CatalogueSignal signal, string orgId, int sets, TimeSpan limit);

    /// <summary>There was no thread for giving an organisation's lists to the code that makes a matcher of them. Said once until there is one again.</summary>
    void MatcherNotBegun(CatalogueSignal signal, string orgId, int sets, string reason);

    /// <summary>Measuring with one list, and no other, did not come to its end; it still has the thread it was given. Said once for each list.</summary>
    void ListHangs(CatalogueSignal signal, string orgId, TimeSpan limit);

    /// <summary>The code that matches texts against an organisation's lists did not come back; it still has the thread it was given.</summary>
    /// <param name="sets">How many lists its matcher is made of. One is looked for apart from now on; of several, each gets a matcher for itself.</param>
    void MatcherHangs(CatalogueSignal signal, string orgId, int sets, TimeSpan limit);

    /// <summary>The code did not come back from a call; it still has the thread it was given. Said once for an organisation, and once for all.</summary>
    /// <param name="isForAll">Whether that has happened with so many organisations that it is held against the code and no longer against what an organisation gave it.</param>
    void SignalHangs(CatalogueSignal signal, string orgId, SignalLimits limits, bool isForAll);

    /// <summary>A call gave its thread back, and had kept it far longer than computing takes. Said once for an organisation, and once for all.</summary>
    /// <param name="isForAll">As with <see cref="SignalHangs"/>.</param>
    void SignalBlocks(CatalogueSignal signal, string orgId, TimeSpan kept, SignalLimits limits, bool isForAll);

    /// <summary>The code promised pure computation, and waits for something. Said once as long as it is loaded.</summary>
    void SignalWaits(CatalogueSignal signal, string orgId);

    /// <summary>The system had no thread for a call. Said once for a signal until there is one again.</summary>
    void NoThread(CatalogueSignal signal, string orgId, string reason);
}

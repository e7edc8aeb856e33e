namespace Coop.Engine.Signals;

/// <summary>What an operator is told about integrations' code while it is in use. Each is said once for each thing that happens, in words.</summary>
public interface ISignalLog
{
    /// <summary>The code that makes a matcher of an organisation's lists of values did not come to its end; it still has the thread it was given.</summary>
    /// <param name="sets">How many lists it was given.</param>
    void MatcherLate(CatalogueSignal signal, string orgId, int sets, TimeSpan limit);
}

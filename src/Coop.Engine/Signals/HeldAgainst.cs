namespace Coop.Engine.Signals;

/// <summary>
/// With which organisations' calls a signal's code kept a thread that it was to give back. What one organisation hands over may be the cause, so that its calls alone pay for it; what
/// happens with several is the code's doing. Thread-safe.
/// </summary>
internal sealed class HeldAgainst
{
    /// <summary>With so many organisations it is held against the code, for all.</summary>
    private const int OrgsForAll = 3;

    private readonly Lock _lock = new();

    // Replaced and never changed: it is looked at by every call.
    private volatile string[] _orgs = [];
    private volatile bool _isForAll;

    public bool Holds(string orgId) => _isForAll || (_orgs is { Length: > 0 } orgs && Array.IndexOf(orgs, orgId) >= 0);

    /// <returns>Whether that is new, for the organisation or, with this one, for all.</returns>
    public bool Add(string orgId, out bool isForAll)
    {
        lock (_lock)
        {
            isForAll = _isForAll;
            if (Holds(orgId))
            {
                return false;
            }

            isForAll = _orgs.Length + 1 >= OrgsForAll;
            (_orgs, _isForAll) = ([.. _orgs, orgId], isForAll);
            return true;
        }
    }
}

namespace Coop.Engine.Editing;

/// <summary>
/// How far each organisation's settings have come, known without asking the database: a change made by this process counts at once, one made by another process
/// after a fraction of a second.
/// </summary>
public interface IOrgRevisions
{
    /// <summary>Asks the database only the first time.</summary>
    ValueTask<OrgRevision> OfAsync(string orgId, CancellationToken cancellationToken);

    /// <summary>Raised with the organisation's id after a revision rose. Subscribers return at once.</summary>
    event Action<string>? Moved;
}

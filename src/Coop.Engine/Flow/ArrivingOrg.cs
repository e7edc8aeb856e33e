namespace Coop.Engine.Flow;

/// <summary>What one organisation has of the room for arrivals. Guarded by the lock of <see cref="Arrivals"/>.</summary>
internal sealed class ArrivingOrg(string orgId)
{
    public string OrgId => orgId;

    /// <summary>Requests that are in or wait to be.</summary>
    public int Present { get; set; }

    public int Waiting { get; set; }

    public long Large { get; set; }

    public long Small { get; set; }

    /// <summary>Since it was last said that it is over.</summary>
    public int Refused { get; set; }

    public long RefusedAt { get; set; }
}

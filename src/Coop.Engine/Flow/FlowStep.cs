namespace Coop.Engine.Flow;

/// <summary>Where an item is on its way. Told to whoever wants to know, which is nobody but a test that ends the process there.</summary>
public enum FlowStep
{
    /// <summary>Appended under a lease, or received.</summary>
    Claimed,

    Evaluated,

    Committed,

    Acknowledged,

    /// <summary>A receiver has answered a webhook, and nobody has noted it.</summary>
    Delivered,
}

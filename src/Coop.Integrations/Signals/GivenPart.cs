namespace Coop.Integrations;

/// <summary>What of an input the item says: the same for every signal that looks at one value of it, so the host makes it once for all of them.</summary>
internal sealed class GivenPart
{
    public ScalarValue? Value { get; set; }

    public FullItem? Item { get; set; }

    public string? ContentId { get; set; }

    public string? UserId { get; set; }

    public string? ContextId { get; set; }

    public string? ContentType { get; set; }
}

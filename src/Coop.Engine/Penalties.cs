namespace Coop.Engine;

/// <summary>How grave an action or a breach of a policy is.</summary>
public static class Penalties
{
    public const string None = "NONE";

    public static IReadOnlyCollection<string> All { get; } = [None, "LOW", "MEDIUM", "HIGH", "SEVERE"];
}

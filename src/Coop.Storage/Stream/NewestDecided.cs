namespace Coop.Storage.Stream;

/// <summary>An organisation's decisions by the newest arrival. Those that are kept for their review stand apart in the index: both are read in order, and only as far as is asked for.</summary>
internal static class NewestDecided
{
    /// <summary>Sequences before ?2, and ?3 of them at most.</summary>
    public const string Sequences =
        """
        SELECT sequence FROM decisions WHERE org = ?1 AND kept = 0 AND sequence < ?2 UNION ALL SELECT sequence FROM decisions WHERE org = ?1 AND kept = 1 AND sequence < ?2
        ORDER BY sequence DESC LIMIT ?3
        """;
}

namespace Coop.Integration.Text.Patterns;

/// <summary>What the patterns of one list take in memory together.</summary>
internal sealed class PatternShare
{
    /// <summary>Written under the lock of <see cref="CompiledPatterns"/>.</summary>
    public long Bytes { get; set; }
}

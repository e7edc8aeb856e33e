namespace Coop.Engine.Problems;

/// <summary>What became of a setting since somebody read it.</summary>
/// <param name="Version">The one it has now; <c>none</c> when it is not there.</param>
/// <param name="At">When; null when it never was there.</param>
/// <param name="By">Who changed it last, by name; null when that is not known any more.</param>
/// <param name="Members">What changed in it, where that is known.</param>
public sealed record Meanwhile(string Version, DateTimeOffset? At, string? By, IReadOnlyList<string> Members);

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern that cannot be used. The message goes on after the pattern: where, what is wrong, what to do.</summary>
internal sealed class PatternRefusedException(int index, string problem) : Exception($"character {index + 1}: {problem}");

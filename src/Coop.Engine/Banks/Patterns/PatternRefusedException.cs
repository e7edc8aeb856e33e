using System.Globalization;

namespace Coop.Engine.Banks.Patterns;

/// <summary>A pattern that cannot be used.</summary>
/// <param name="index">Where in it; null when the whole of it is meant.</param>
/// <param name="problem">What is wrong, and what to do. Goes on after the place.</param>
internal sealed class PatternRefusedException(int? index, string problem)
    : Exception(index is { } at ? string.Create(CultureInfo.InvariantCulture, $"is wrong at character {at + 1}: {problem}") : $"cannot be used: {problem}");

namespace Coop.Engine.Problems;

/// <summary>
/// The name of one kind of refusal, on which programs may rely for good. Every code is declared once, as a static property of a class <c>…Codes</c> beside the
/// feature that refuses; docs/codes.md is made from these declarations (eng/codes.sh), so that the page can be neither short nor stale.
/// </summary>
/// <param name="Name"><c>area.reason</c>, each in kebab-case.</param>
/// <param name="Means">What happened, as a sentence for somebody who knows the code only.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ProblemCode(string Name, string Means, string Remedy)
{
    /// <summary>What a runner of another make says. It is passed on as it is: its author explains it, not we.</summary>
    public static ProblemCode OfRunner(string name) => new(name, "", "");

    /// <summary>The name tells codes apart: one that a runner says is the one that is declared here.</summary>
    public bool Equals(ProblemCode? other) => Name == other?.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

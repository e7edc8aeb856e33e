using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Integrations;

[DisplayName("An integration's signals")]
public static class SignalCodes
{
    public static ProblemCode Cost { get; } = new("signal.cost", "The cost is negative or not finite.", "Authors correct it.");

    public static ProblemCode DisplayName { get; } = new("signal.display-name", "The name is empty.", "Authors give one.");

    public static ProblemCode DuplicateId { get; } = new(
        "signal.duplicate-id",
        "Two signals have the same id.",
        "Remove one of the integrations; authors choose another id.");

    public static ProblemCode EligibleInputs { get; } = new("signal.eligible-inputs", "It accepts nothing, or something unknown.", "Authors name input types.");

    public static ProblemCode Id { get; } = new("signal.id", "The id is not UPPER_SNAKE_CASE.", "Authors correct it.");

    public static ProblemCode Integration { get; } = new("signal.integration", "It says it belongs to another integration.", "Authors leave it out.");

    public static ProblemCode Language { get; } = new("signal.language", "A language is not known.", "Authors use the contract's names.");

    public static ProblemCode MatcherLate { get; } = new(
        "signal.matcher-late",
        "It did not get lists of matching values ready; they are looked for apart, more slowly, and have no answer where that takes too long.",
        "Make the lists smaller or their patterns simpler: a list that changes is tried again. Authors make compiling faster.");

    public static ProblemCode Member { get; } = new("signal.member", "A member of a signal has a wrong value.", "Authors correct the member the path names.");

    public static ProblemCode NotDeclared { get; } = new("signal.not-declared", "It is returned but not declared.", "Authors add it to `signalTypeIds`.");

    public static ProblemCode NotReturned { get; } = new("signal.not-returned", "It is declared but not returned.", "Authors return it, or take it out.");

    public static ProblemCode Null { get; } = new("signal.null", "A returned signal is null.", "Authors correct it.");

    public static ProblemCode NullList { get; } = new("signal.null-list", "`CreateSignals` returned null.", "Authors return an empty list.");

    public static ProblemCode NullMember { get; } = new("signal.null-member", "A member that must be there is null.", "Authors give it.");

    public static ProblemCode OutputType { get; } = new("signal.output-type", "The output type is not known.", "Authors correct it.");

    public static ProblemCode Pricing { get; } = new("signal.pricing", "The pricing structure is not known.", "Authors correct it.");

    public static ProblemCode Subcategory { get; } = new("signal.subcategory", "The subcategories are wrong.", "Authors correct ids, labels and children.");

    public static ProblemCode Threshold { get; } = new("signal.threshold", "A recommended threshold is neither text nor a finite number.", "Authors correct it.");

    public static ProblemCode Url { get; } = new("signal.url", "It is no http or https URL.", "Authors correct it.");
}

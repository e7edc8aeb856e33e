using System.ComponentModel;

namespace Coop.Engine.Problems;

[DisplayName("Members of any input")]
internal static class InputCodes
{
    public static ProblemCode Invalid { get; } = new("input.invalid", "A member breaks a rule that the detail explains.", "Correct it.");

    public static ProblemCode NotJson { get; } = new("input.not-json", "A text that is to be JSON is none; the detail says where.", "Correct it there.");

    public static ProblemCode NotOneOf { get; } = new("input.not-one-of", "It is not a word of the vocabulary.", "Use one of the words in the detail.");

    public static ProblemCode OutOfRange { get; } = new("input.out-of-range", "A number is too small or too large.", "Stay within the range.");

    public static ProblemCode Repeated { get; } = new("input.repeated", "Something that must be there once is there twice.", "Take one out.");

    public static ProblemCode Required { get; } = new("input.required", "A member is missing or blank.", "Give it.");

    public static ProblemCode TooLong { get; } = new("input.too-long", "A text is too long.", "Shorten it.");

    public static ProblemCode TooMany { get; } = new("input.too-many", "A list is too long.", "Split it.");

    public static ProblemCode UnknownReference { get; } = new(
        "input.unknown-reference",
        "It refers to something your organisation does not have.",
        "Create that first, or correct the id.");
}

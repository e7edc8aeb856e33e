using System.Globalization;

namespace Coop.Engine.Problems;

/// <summary>What can be wrong with a member of any input; the pointer says which.</summary>
public static class InputProblems
{
    private const string Title = "Invalid input";

    /// <param name="what">What is missing, as the start of a sentence: <c>The name</c>.</param>
    public static Problem Required(string pointer, string what) => New(InputCodes.Required, $"{what} is required.", pointer);

    public static Problem TooLong(string pointer, string what, int most) => New(InputCodes.TooLong, $"{what} may have at most {most} characters.", pointer);

    public static Problem TooMany(string pointer, string what, int most) => New(InputCodes.TooMany, $"There may be at most {most} {what}.", pointer);

    public static Problem OutOfRange(string pointer, string what, double least, double most) =>
        New(InputCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{what} must be between {least} and {most}."), pointer);

    /// <summary>Not a word of the vocabulary.</summary>
    public static Problem NotOneOf(string pointer, string what, string given, IReadOnlyCollection<string> known) =>
        New(InputCodes.NotOneOf, $"{what} must be one of {string.Join(", ", known)}, not '{given}'.{DidYouMean.Hint(given, known)}", pointer);

    public static Problem Repeated(string pointer, string what, string given) => New(InputCodes.Repeated, $"{what} '{given}' is there twice; each must be there once.", pointer);

    /// <summary>Breaks a rule that the detail explains.</summary>
    public static Problem Invalid(string pointer, string detail) => New(InputCodes.Invalid, detail, pointer);

    /// <summary>A text that is to be JSON and is none.</summary>
    public static Problem NotJson(string pointer, string mistake) => New(InputCodes.NotJson, mistake, pointer);

    /// <summary>Refers to something the organisation does not have.</summary>
    public static Problem UnknownReference(string pointer, string what, string id) =>
        New(InputCodes.UnknownReference, $"Your organisation has no {what} with the id '{id}'.", pointer);

    private static Problem New(ProblemCode code, string detail, string pointer) => new(code, ProblemKind.InvalidInput, Title, detail, pointer);
}

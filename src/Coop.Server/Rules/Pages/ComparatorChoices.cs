using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Server.Rules.Pages;

/// <summary>Which comparisons an output allows, and how people read them.</summary>
internal static class ComparatorChoices
{
    private static readonly Comparator[] Unordered = [Comparator.Equals, Comparator.NotEqualTo, Comparator.IsUnavailable, Comparator.IsNotProvided];

    private static readonly Comparator[] Ordered =
    [
        Comparator.GreaterThanOrEquals, Comparator.GreaterThan, Comparator.LessThanOrEquals, Comparator.LessThan, Comparator.Equals, Comparator.NotEqualTo,
        Comparator.IsUnavailable, Comparator.IsNotProvided,
    ];

    /// <summary>What can be chosen, and what a rule from elsewhere has.</summary>
    public static IReadOnlyList<Comparator> For(SignalOutputType? output, Comparator? current) =>
        current is { } has && !For(output).Contains(has) ? [has, .. For(output)] : For(output);

    public static IReadOnlyList<Comparator> For(SignalOutputType? output) => IsOrdered(output) ? Ordered : Unordered;

    public static bool IsOrdered(SignalOutputType? output) =>
        output is not null && (output.EnumValues is null ? output.ScalarType is ScalarType.Number or ScalarType.Datetime : output.IsOrdered);

    /// <summary>What a fresh condition starts with; none for a yes-or-no signal, which needs none.</summary>
    public static Comparator? Default(SignalOutputType? output, bool hasSignal) =>
        hasSignal && output?.ScalarType == ScalarType.Boolean ? null : IsOrdered(output) ? Comparator.GreaterThanOrEquals : Comparator.Equals;

    public static bool TakesThreshold(Comparator? comparator) => comparator is not (null or Comparator.IsUnavailable or Comparator.IsNotProvided);

    public static bool IsDate(SignalOutputType? output) => output is { ScalarType: ScalarType.Datetime, EnumValues: null };

    /// <param name="isDate">What is compared is a date.</param>
    public static string Label(Comparator comparator, bool isDate = false) => comparator switch
    {
        Comparator.GreaterThan when isDate => "is later than",
        Comparator.GreaterThanOrEquals when isDate => "is not earlier than",
        Comparator.LessThan when isDate => "is earlier than",
        Comparator.LessThanOrEquals when isDate => "is not later than",
        Comparator.Equals => "is equal to",
        Comparator.NotEqualTo => "is not equal to",
        Comparator.GreaterThan => "is greater than",
        Comparator.GreaterThanOrEquals => "is greater than or equal to",
        Comparator.LessThan => "is less than",
        Comparator.LessThanOrEquals => "is less than or equal to",
        Comparator.IsUnavailable => "could not be determined",
        Comparator.IsNotProvided => "is not provided",
        _ => throw new ArgumentOutOfRangeException(nameof(comparator), comparator, "A comparator without words."),
    };

    public static string Label(Conjunction conjunction) => conjunction switch
    {
        Conjunction.And => "All of these",
        Conjunction.Or => "Any of these",
        _ => "Exactly one of these",
    };
}

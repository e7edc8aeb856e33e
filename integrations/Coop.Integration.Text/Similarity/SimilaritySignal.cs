using System.Globalization;
using System.Runtime.CompilerServices;
using Coop.Integrations;
using FuzzySharp;

namespace Coop.Integration.Text.Similarity;

/// <summary>How close the text comes to the closest of several texts.</summary>
internal sealed class SimilaritySignal : ISignal
{
    public const string Id = "TEXT_SIMILARITY_SCORE";

    // Comparing takes a table with a cell for each pair of characters: 64 MiB at this size.
    private const long MostCells = 16_000_000;

    // A partial comparison aligns the shorter text at up to as many places as it has characters.
    private const int LongestPart = 1_000;

    private readonly ConditionalWeakTable<MatchingValues, IReadOnlyList<ComparableText>> _comparable = [];

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        DisplayName = "Text similarity score",
        Description = "From 0 (nothing in common) to 1 (the same): the likeness of the text to the closest matching value, or of its closest part when the text is longer. "
            + "Case and punctuation do not count.",
        EligibleInputs = [SignalInputType.String],
        OutputType = SignalOutputType.Number,
        Cost = 5,
        SupportedLanguages = SupportedLanguages.Fuzzy,
        NeedsMatchingValues = true,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        var text = ComparableText.Of(input.Value!.Value.AsText());
        var closest = default(ComparableText);
        var best = -1;
        foreach (var value in _comparable.GetValue(input.MatchingValues!, values => [.. values.Strings.Select(ComparableText.Of)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var percent = Compare(text, value);
            if (percent > best)
            {
                (closest, best) = (value, percent);
            }
        }

        return ValueTask.FromResult(SignalResult.Scored(Math.Max(best, 0) / 100.0, closest?.Original));
    }

    private static int Compare(ComparableText text, ComparableText value)
    {
        var part = text.Original.Length >= value.Original.Length;
        var shorter = Math.Min(text.Plain.Length, value.Plain.Length);
        if ((long)text.Plain.Length * value.Plain.Length > MostCells || (part && shorter > LongestPart))
        {
            throw new SignalException(
                SignalErrorKind.OutOfScope,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A text of {text.Original.Length} characters is too long to compare with a matching value of {value.Original.Length}. Use shorter matching values, or Contains text."));
        }

        return part ? Fuzz.PartialRatio(text.Plain, value.Plain) : Fuzz.Ratio(text.Plain, value.Plain);
    }
}

namespace Coop.Engine.Deciding;

/// <summary>
/// Everything that was measured for one item, each once: by the place of a measurement in its plan, the outcomes of the values it looked at. Measurements that gave the
/// same, as a hundred sets of keywords of which none matched, share their outcomes. Immutable.
/// </summary>
internal sealed class MeasuredTable(MeasuredRange[] ranges, MeasuredValue[] values)
{
    /// <summary>Not measured: the outcome was known without it.</summary>
    public const int NotMeasured = -1;

    /// <summary>The input selected nothing.</summary>
    public const int NotProvided = -2;

    public static MeasuredTable Empty { get; } = new([], []);

    /// <summary>How many measurements the plan has.</summary>
    public int Count => ranges.Length;

    public ReadOnlySpan<MeasuredRange> Ranges => ranges;

    public ReadOnlySpan<MeasuredValue> Values => values;

    public bool IsMeasured(int measurement) => measurement >= 0 && ranges[measurement].Start != NotMeasured;

    public bool IsProvided(int measurement) => ranges[measurement].Start != NotProvided;

    /// <summary>Empty when nothing was selected.</summary>
    public ReadOnlySpan<MeasuredValue> Of(int measurement) => ranges[measurement] is { Start: >= 0 } range ? values.AsSpan(range.Start, range.Count) : [];
}

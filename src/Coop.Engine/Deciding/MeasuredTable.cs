namespace Coop.Engine.Deciding;

/// <summary>
/// Everything that was measured for one item, each once: by the place of a measurement in its plan, the outcomes of the values it looked at. Measurements that gave the
/// same, as a hundred sets of keywords of which none matched, share their outcomes. Immutable.
/// </summary>
internal sealed class MeasuredTable(int[] starts, int[] counts, MeasuredValue[] values)
{
    /// <summary>Not measured: the outcome was known without it.</summary>
    public const int NotMeasured = -1;

    /// <summary>The input selected nothing.</summary>
    public const int NotProvided = -2;

    public static MeasuredTable Empty { get; } = new([], [], []);

    /// <summary>How many measurements the plan has.</summary>
    public int Count => starts.Length;

    public ReadOnlySpan<int> Starts => starts;

    public ReadOnlySpan<int> Counts => counts;

    public ReadOnlySpan<MeasuredValue> Values => values;

    public bool IsMeasured(int measurement) => measurement >= 0 && starts[measurement] != NotMeasured;

    public bool IsProvided(int measurement) => starts[measurement] != NotProvided;

    /// <summary>Empty when nothing was selected.</summary>
    public ReadOnlySpan<MeasuredValue> Of(int measurement) => starts[measurement] < 0 ? [] : values.AsSpan(starts[measurement], counts[measurement]);
}

namespace Coop.Engine.Deciding;

/// <summary>Where the outcomes of a measurement stand.</summary>
/// <param name="Start">Of the first, or why there are none: <see cref="MeasuredTable.NotMeasured"/>, <see cref="MeasuredTable.NotProvided"/>.</param>
internal readonly record struct MeasuredRange(int Start, int Count)
{
    public static MeasuredRange NotMeasured { get; } = new(MeasuredTable.NotMeasured, 0);

    public static MeasuredRange NotProvided { get; } = new(MeasuredTable.NotProvided, 0);
}

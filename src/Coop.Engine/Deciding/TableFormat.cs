using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Deciding;

/// <summary>
/// What was measured as bytes: first which measurement has which outcomes, as runs, because most stand in a row or share with their neighbour; then the outcomes.
/// </summary>
internal static class TableFormat
{
    private const int KindMask = 0x03;
    private const int ScoreShift = 2;
    private const int HasMatch = 0x10;
    private const int HasDetail = 0x20;
    private const int IsInstant = 0x40;

    public static void Write(CompactWriter write, MeasuredTable table)
    {
        write.Count(table.Count);
        WriteRuns(write, table);
        write.Count(table.Values.Length);
        foreach (ref readonly var value in table.Values)
        {
            Write(write, value);
        }
    }

    public static MeasuredTable Read(ref CompactReader read)
    {
        var count = read.Count();
        var ranges = new MeasuredRange[count];
        var end = 0;
        for (var place = 0; place < count;)
        {
            var run = (Run)read.Byte();
            var length = run == Run.At ? 1 : read.Count();
            if (length < 1 || length > count - place)
            {
                throw new InvalidDataException("A stored decision names more measurements than it has.");
            }

            for (var last = place + length; place < last; place++)
            {
                ranges[place] = run switch
                {
                    Run.NotMeasured => MeasuredRange.NotMeasured,
                    Run.NotProvided => MeasuredRange.NotProvided,
                    Run.Next => new(end, 1),
                    Run.Same => ranges[place - 1],
                    _ => new(read.Count(), read.Count()),
                };
                end = Math.Max(end, ranges[place].Start + ranges[place].Count);
            }
        }

        var values = new MeasuredValue[read.Length()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadValue(ref read);
        }

        return end <= values.Length ? new MeasuredTable(ranges, values) : throw new InvalidDataException("A stored decision names outcomes that it does not have.");
    }

    private static void WriteRuns(CompactWriter write, MeasuredTable table)
    {
        var ranges = table.Ranges;
        var end = 0;
        for (var place = 0; place < ranges.Length;)
        {
            var run = RunAt(place, ranges, end);
            write.Byte((byte)run);
            if (run == Run.At)
            {
                write.Count(ranges[place].Start);
                write.Count(ranges[place].Count);
                end = Math.Max(end, ranges[place].Start + ranges[place].Count);
                place++;
                continue;
            }

            var length = 0;
            do
            {
                end = run == Run.Next ? ranges[place].Start + 1 : end;
                length++;
                place++;
            }
            while (place < ranges.Length && RunAt(place, ranges, end) == run);
            write.Count(length);
        }
    }

    private static Run RunAt(int place, ReadOnlySpan<MeasuredRange> ranges, int end) => ranges[place].Start switch
    {
        MeasuredTable.NotMeasured => Run.NotMeasured,
        MeasuredTable.NotProvided => Run.NotProvided,
        var start when start == end && ranges[place].Count == 1 => Run.Next,
        _ when place > 0 && ranges[place] == ranges[place - 1] => Run.Same,
        _ => Run.At,
    };

    private static void Write(CompactWriter write, in MeasuredValue value)
    {
        var outcome = value.Outcome;
        write.Byte((byte)((int)outcome.Kind | ((int)outcome.Score.Kind << ScoreShift) | (outcome.MatchedValue is null ? 0 : HasMatch)
            | (outcome.Detail is null ? 0 : HasDetail) | (value.IsInstant ? IsInstant : 0)));
        write.Number((ulong)(value.ElapsedTicks + 1));
        ScoreFormat.WriteContent(write, outcome.Score);
        if (outcome.MatchedValue is { } matched)
        {
            write.Text(matched);
        }

        if (outcome.Detail is { } detail)
        {
            write.Text(detail);
        }

        if (outcome.Failure is { } failure)
        {
            write.Byte((byte)failure.Kind);
            write.Text(failure.Reason);
            write.Number((ulong)((failure.RetryAfter?.Ticks ?? -1) + 1));
        }
    }

    private static MeasuredValue ReadValue(ref CompactReader read)
    {
        var head = read.Byte();
        var elapsed = (long)read.Number() - 1;
        var score = ScoreFormat.ReadContent(ref read, (SignalScoreKind)((head >> ScoreShift) & KindMask));
        var matched = (head & HasMatch) != 0 ? read.Text() : null;
        var detail = (head & HasDetail) != 0 ? read.Text() : null;
        var outcome = (SignalOutcomeKind)(head & KindMask) switch
        {
            SignalOutcomeKind.Scored => SignalOutcome.Scored(score, matched, detail),
            SignalOutcomeKind.NotApplicable => SignalOutcome.NotApplicable(detail ?? ""),
            _ => SignalOutcome.Failed((FailureKind)read.Byte(), read.Text(), (long)read.Number() - 1 is >= 0 and var ticks ? TimeSpan.FromTicks(ticks) : null),
        };
        return new MeasuredValue(outcome, elapsed, (head & IsInstant) != 0);
    }

    private enum Run : byte
    {
        NotMeasured,
        NotProvided,

        /// <summary>One outcome each, after those named so far.</summary>
        Next,

        /// <summary>What the measurement before has.</summary>
        Same,

        /// <summary>Said outright.</summary>
        At,
    }
}

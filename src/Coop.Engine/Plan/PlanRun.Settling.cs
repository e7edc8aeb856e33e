using Coop.Engine.Deciding;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>What follows from what was measured: conditions, then sets, then rules.</summary>
internal sealed partial class PlanRun
{
    /// <summary>Notes what a step measured and settles its conditions.</summary>
    public void Set(Step step, int start, int count)
    {
        var place = step.What.Place;
        _ranges[place] = new(start, count);
        var codes = _codes.AsSpan(step.FirstLeaf, step.EndLeaf - step.FirstLeaf);
        if (start == MeasuredTable.NotProvided || count == 0)
        {
            codes.Fill(start == MeasuredTable.NotProvided && step.What.What.Kind == MeasurementKind.Presence ? Verdict.True : Verdict.False);
            return;
        }

        var first = step.FirstLeaf;
        if (count == 1 && step.FirstSegment < step.EndSegment && _measured[start].Outcome is { Kind: SignalOutcomeKind.Scored, Score: { Kind: SignalScoreKind.Number } score })
        {
            Compare(step, score.AsNumber());
            first = step.FirstOther;
        }

        var values = _measured.AsSpan(start, count);
        for (var leaf = first; leaf < step.EndLeaf; leaf++)
        {
            var test = _program.Tests[leaf];
            _codes[leaf] = Verdict.Of(test.Judge(true, values, _now, out _), test.Fallback);
        }
    }

    /// <summary>All conditions on one number: those that pass are found by two searches and stand together.</summary>
    private void Compare(Step step, double score)
    {
        for (var s = step.FirstSegment; s < step.EndSegment; s++)
        {
            var (comparator, first, end) = _program.Segments[s];
            var thresholds = _program.Thresholds.AsSpan(first, end - first);
            var below = FirstNotBelow(thresholds, score);
            var upTo = below;
            while (upTo < thresholds.Length && thresholds[upTo] == score)
            {
                upTo++;
            }

            var (from, to) = comparator switch
            {
                Comparator.GreaterThan => (0, below),
                Comparator.GreaterThanOrEquals => (0, upTo),
                Comparator.LessThan => (upTo, thresholds.Length),
                Comparator.LessThanOrEquals => (below, thresholds.Length),
                _ => (below, upTo),
            };
            var codes = _codes.AsSpan(first, end - first);
            var isInverse = comparator == Comparator.NotEqualTo;
            codes.Fill(isInverse ? Verdict.True : Verdict.False);
            codes[from..to].Fill(isInverse ? Verdict.False : Verdict.True);
        }
    }

    private static int FirstNotBelow(ReadOnlySpan<double> ascending, double score)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ascending[middle] < score)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <returns>Whether a rule still waits for something.</returns>
    public bool SettleSets()
    {
        foreach (ref readonly var group in _program.SetGroups.AsSpan())
        {
            Settle(group);
        }

        var roots = _program.Roots;
        for (var rule = 0; rule < roots.Length; rule++)
        {
            if (IsPending(rule))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="rule">Among the program's.</param>
    public bool IsPending(int rule) => (_codes[_program.Roots[rule]] & Verdict.Pending) != 0 && !(_hasExpired && IsExpired(rule));

    private bool IsExpired(int rule) => _plan.Rules[_program.Rules[rule]].ExpirationTime <= _now;

    private void Settle(in SetGroup group)
    {
        var codes = _codes;
        var results = codes.AsSpan(_program.Leaves + group.First, group.End - group.First);
        var width = group.Width;
        var children = _program.Children.AsSpan(_program.ChildStarts[group.First], width * results.Length);
        if (group.Conjunction == Conjunction.Xor)
        {
            for (var set = 0; set < results.Length; set++)
            {
                var (all, passed) = (0, 0);
                foreach (var child in children.Slice(set * width, width))
                {
                    all |= codes[child];
                    passed += (codes[child] & Verdict.True) != 0 ? 1 : 0;
                }

                results[set] = Verdict.Xor(all, passed);
            }

            return;
        }

        var table = group.Conjunction == Conjunction.And ? Verdict.And : Verdict.Or;
        for (var set = 0; set < results.Length; set++)
        {
            var all = 0;
            foreach (var child in children.Slice(set * width, width))
            {
                all |= codes[child];
            }

            results[set] = table[all];
        }
    }

    public PlanResult Finish()
    {
        var ran = _program.Rules.Length - (_hasExpired ? _program.Expiring.Count(IsExpired) : 0);
        var measured = new MeasuredTable(_ranges, _measured.AsSpan(0, _used).ToArray());
        var result = new PlanResult(_plan, _subject, _now, measured, Notable(), ran, _hasExpired ? _program : null);
        Clear();
        // A thread that lost the run may still look at what was taken from it.
        if (_lent == _first && !_first.IsWaitedFor)
        {
            _spare.Return(this);
        }

        return result;
    }

    /// <summary>Rules that matched, are unknown or may have used a fallback.</summary>
    private (int Rule, byte Verdict)[] Notable()
    {
        var count = 0;
        var roots = _program.Roots;
        for (var rule = 0; rule < roots.Length; rule++)
        {
            count += _codes[roots[rule]] != Verdict.False ? 1 : 0;
        }

        if (count == 0)
        {
            return [];
        }

        var notable = new (int Rule, byte Verdict)[count];
        var at = 0;
        for (var rule = 0; rule < roots.Length; rule++)
        {
            if (_codes[roots[rule]] is var code && code != Verdict.False && !(_hasExpired && IsExpired(rule)))
            {
                notable[at++] = (_program.Rules[rule], code);
            }
        }

        return at == count ? notable : notable[..at];
    }
}

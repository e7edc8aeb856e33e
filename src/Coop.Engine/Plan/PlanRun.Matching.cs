using Coop.Engine.Deciding;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>All sets of matching values of one signal over one input in one pass.</summary>
internal sealed partial class PlanRun
{
    private bool Match(GroupStep step)
    {
        var input = step.Input;
        if (!step.Group.Signal.IsPureFor(_plan.Source.OrgId) || _selected[input] != Selected.Values)
        {
            return true;
        }

        var count = _inputCounts[input];
        for (var i = 0; i < count; i++)
        {
            // What a signal does not take it refuses itself, value by value.
            if (!step.Group.Signal.Descriptor.EligibleInputs.Contains((SignalInputType)_values[_inputStarts[input] + i].Type))
            {
                return true;
            }
        }

        return count switch
        {
            0 => true,
            1 => MatchOne(step, _values[_inputStarts[input]]),
            _ => MatchMany(step, count),
        };
    }

    /// <summary>One value: what nothing matched shares one outcome.</summary>
    private bool MatchOne(GroupStep step, ScalarValue value)
    {
        for (; _partAt < step.Group.Parts.Length; _partAt++)
        {
            var part = step.Group.Parts[_partAt];
            if (part.Matcher.IsStopped)
            {
                continue;
            }

            var matches = _matches;
            _matching = part;
            var lent = Enter(step.Group.Signal);
            var isMatched = Signals.TryMatch(part.Matcher, _plan.Source.OrgId, value, matches);
            if (!lent.Leave())
            {
                _plan.Signals.CameBack(part.Matcher, _plan.Source.OrgId);
                return false;
            }

            if (!isMatched)
            {
                // Stopped just now, or not to be had here at all: what comes next says so for itself.
                continue;
            }

            var elapsed = Lap();
            var none = Add(new MeasuredValue(matches.Others, elapsed, false));
            if (step.Group.Parts.Length == 1 && step.IsPlain && matches.Others is { Kind: SignalOutcomeKind.Scored, Score: { Kind: SignalScoreKind.Boolean } score } && !score.AsBoolean())
            {
                _ranges.AsSpan(step.Group.First, step.Group.Count).Fill(new(none, 1));
                _codes.AsSpan(step.FirstLeaf, step.EndLeaf - step.FirstLeaf).Fill(Verdict.False);
                foreach (var at in step.Excluded)
                {
                    _ranges[at] = MeasuredRange.NotMeasured;
                }
            }
            else
            {
                foreach (var places in part.Places)
                {
                    Set(step, places, none, 1);
                }
            }

            foreach (var (set, outcome) in matches.Found)
            {
                Set(step, part.Places[set], Add(new MeasuredValue(outcome, elapsed, false)), 1);
            }
        }

        return true;
    }

    /// <summary>A list: each set has an outcome for each value, and those that matched none share theirs.</summary>
    private bool MatchMany(GroupStep step, int count)
    {
        for (; _partAt < step.Group.Parts.Length; _partAt++)
        {
            var part = step.Group.Parts[_partAt];
            if (part.Matcher.IsStopped)
            {
                continue;
            }

            _matching = part;
            _found.Clear();
            var none = _used;
            var isMatched = true;
            for (var i = 0; i < count; i++)
            {
                var (matches, value) = (_matches, _values[_inputStarts[step.Input] + i]);
                var lent = Enter(step.Group.Signal);
                isMatched = Signals.TryMatch(part.Matcher, _plan.Source.OrgId, value, matches);
                if (!lent.Leave())
                {
                    _plan.Signals.CameBack(part.Matcher, _plan.Source.OrgId);
                    return false;
                }

                if (!isMatched)
                {
                    break;
                }

                var elapsed = Lap();
                Add(new MeasuredValue(matches.Others, elapsed, false));
                foreach (var (set, outcome) in matches.Found)
                {
                    _found.Add((set, i, new MeasuredValue(outcome, elapsed, false)));
                }
            }

            if (!isMatched)
            {
                _used = none;
                continue;
            }

            foreach (var places in part.Places)
            {
                Set(step, places, none, count);
            }

            foreach (var set in _found.GroupBy(found => found.Set))
            {
                var own = _used;
                for (var i = 0; i < count; i++)
                {
                    Add(_measured[none + i]);
                }

                foreach (var (_, value, measured) in set)
                {
                    _measured[own + value] = measured;
                }

                Set(step, part.Places[set.Key], own, count);
            }
        }

        return true;
    }

    private void EndGroup()
    {
        _cursor++;
        (_partAt, _hasStuckPart) = (0, false);
    }

    /// <summary>Asked for every measurement: a lambda over the place would cost each an object.</summary>
    private bool IsPassedOver(int place)
    {
        foreach (var group in _passedOver)
        {
            if (place >= group.First && place < group.First + group.Count)
            {
                return true;
            }
        }

        return false;
    }

    private void Set(GroupStep group, int[] places, int start, int count)
    {
        foreach (var place in places)
        {
            if (group.Steps[place - group.Group.First] is >= 0 and var at)
            {
                Set(_program.Steps[at], start, count);
            }
        }
    }
}

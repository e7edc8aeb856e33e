using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>Compiles the rules of one organisation, sharing what is equal.</summary>
internal sealed class RuleCompiler(RulesetSource source)
{
    private readonly MatchingValueResolution _matchingValues = new(source.Banks);
    private readonly Dictionary<(string Input, SignalCall? Call), Measurement> _measurements = [];
    private readonly Dictionary<(string SignalId, string? Subcategory, string? Args, MatchingValues? Values), SignalCall> _calls = [];

    public CompiledRule Compile(Rule rule) => new(rule, Compile(rule.Conditions));

    private CompiledCondition Compile(Condition condition) => condition switch
    {
        ConditionSet set => new CompiledSet(set.Conjunction, [.. set.Conditions.Select(Compile)]),
        LeafCondition leaf => new CompiledLeaf(leaf, MeasurementOf(leaf)),
        _ => throw new ArgumentException($"{condition.GetType()} cannot be compiled.", nameof(condition)),
    };

    private Measurement MeasurementOf(LeafCondition leaf)
    {
        var call = leaf.Signal is { } signal ? CallOf(signal, leaf.MatchingValues) : null;
        // Equal inputs have equal stored forms.
        var key = (ConditionJson.ToElement(new LeafCondition { Input = leaf.Input }).GetRawText(), call);
        if (!_measurements.TryGetValue(key, out var measurement))
        {
            _measurements.Add(key, measurement = new Measurement(leaf.Input, call));
        }

        return measurement;
    }

    private SignalCall CallOf(ConditionSignal wanted, ConditionMatchingValues? values)
    {
        var signal = source.Catalogue.FindSignal(wanted.Id);
        var resolved = signal is { Descriptor.NeedsMatchingValues: true } ? _matchingValues.Resolve(values) : null;
        var key = (wanted.Id, wanted.Subcategory, wanted.Args?.GetRawText(), resolved);
        if (!_calls.TryGetValue(key, out var call))
        {
            var version = signal is null ? null : source.Catalogue.Find(signal.IntegrationId)?.Manifest?.Version;
            _calls.Add(key, call = new SignalCall(wanted.Id, signal, wanted.Subcategory, wanted.Args, resolved, version));
        }

        return call;
    }
}

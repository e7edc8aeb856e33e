using Coop.Engine.Banks;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Plan;

/// <summary>
/// The matching values of conditions with their banks: own strings, else own locations, and the content of one family of banks. Equal sets come out as the same instance,
/// on which signals keep their matchers, and stay that instance from plan to plan as long as what they are made of stays.
/// </summary>
internal sealed class MatchingSets
{
    private readonly Dictionary<string, MatchingBank> _banks;
    private Dictionary<UInt128, Resolved>? _earlier;
    private readonly Dictionary<UInt128, Resolved> _byMeasurement = [];
    private readonly Dictionary<UInt128, MatchingValues> _byContent = [];

    public MatchingSets(IReadOnlyList<MatchingBank> banks, MatchingSets? previous)
    {
        _earlier = previous?._byMeasurement;
        _banks = banks.ToDictionary(bank => bank.Id, bank => previous?.Same(bank) ?? bank, StringComparer.Ordinal);
    }

    /// <summary>Null when there is nothing to match against. Banks that are gone are passed over.</summary>
    /// <param name="measurement">The key of the measurement that wants them: equal keys want the same.</param>
    public MatchingValues? Resolve(UInt128 measurement, ConditionMatchingValues? wanted)
    {
        if (wanted is null)
        {
            return null;
        }

        if (_byMeasurement.TryGetValue(measurement, out var known))
        {
            return known.Values;
        }

        var banks = BanksOf(wanted);
        if (_earlier?.GetValueOrDefault(measurement) is not { } resolved || !resolved.Banks.SequenceEqual(banks, ReferenceEqualityComparer.Instance))
        {
            resolved = Resolved.Of(wanted, banks);
        }

        if (resolved.Values is { } values && !_byContent.TryAdd(resolved.Content, values))
        {
            resolved = resolved with { Values = _byContent[resolved.Content] };
        }

        _byMeasurement.Add(measurement, resolved);
        return resolved.Values;
    }

    /// <summary>Lets go of the plan before: a plan must not hold on to all its ancestors.</summary>
    public void Done() => _earlier = null;

    /// <summary>The bank of the plan before when its content is the same; else the given one.</summary>
    private MatchingBank Same(MatchingBank bank) =>
        _banks.TryGetValue(bank.Id, out var before)
            && (ReferenceEquals(before, bank) || (before.Type == bank.Type && Same(before.Strings, bank.Strings) && Same(before.Locations, bank.Locations)))
            ? before
            : bank;

    private static bool Same<T>(IReadOnlyList<T> one, IReadOnlyList<T> other) => ReferenceEquals(one, other) || one.SequenceEqual(other);

    private List<MatchingBank> BanksOf(ConditionMatchingValues wanted)
    {
        var isText = wanted.TextBankIds is { Count: > 0 };
        var ids = isText ? wanted.TextBankIds : wanted.LocationBankIds;
        return [.. (ids ?? []).Select(id => _banks.GetValueOrDefault(id)).OfType<MatchingBank>().Where(bank => bank.Type == BankType.Location != isText)];
    }

    private sealed record Resolved(IReadOnlyList<MatchingBank> Banks, UInt128 Content, MatchingValues? Values)
    {
        public static Resolved Of(ConditionMatchingValues wanted, IReadOnlyList<MatchingBank> banks)
        {
            var (strings, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
            foreach (var text in (wanted.Strings ?? []).Concat(banks.SelectMany(bank => bank.Strings)))
            {
                if (seen.Add(text))
                {
                    strings.Add(text);
                }
            }

            List<LocationArea> locations = [.. wanted.Strings is null ? wanted.Locations ?? [] : [], .. banks.SelectMany(bank => bank.Locations)];
            return strings.Count == 0 && locations.Count == 0
                ? new Resolved(banks, default, null)
                : new Resolved(banks, MatchingContent.Of(strings, locations), new MatchingValues { Strings = strings, Locations = locations });
        }
    }
}

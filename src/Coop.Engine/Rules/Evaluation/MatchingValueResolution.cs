using Coop.Engine.Banks;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>
/// A condition's matching values with its banks: its own strings, else its own locations, and the content of one family of banks. Equal sets come
/// out as the same instance, on which signals keep their compiled matchers.
/// </summary>
internal sealed class MatchingValueResolution(IReadOnlyList<MatchingBank> banks)
{
    private readonly Dictionary<string, MatchingBank> _banks = banks.ToDictionary(bank => bank.Id, StringComparer.Ordinal);
    private readonly List<MatchingValues> _known = [];

    /// <summary>Null when there is nothing to match against. Banks that are gone are passed over.</summary>
    public MatchingValues? Resolve(ConditionMatchingValues? wanted)
    {
        if (wanted is null)
        {
            return null;
        }

        var strings = new List<string>(wanted.Strings ?? []);
        var locations = new List<LocationArea>(wanted.Strings is null ? wanted.Locations ?? [] : []);
        if (wanted.TextBankIds is { Count: > 0 } textBanks)
        {
            strings.AddRange(Banks(textBanks).Where(bank => bank.Type != BankType.Location).SelectMany(bank => bank.Strings));
        }
        else if (wanted.LocationBankIds is { Count: > 0 } locationBanks)
        {
            locations.AddRange(Banks(locationBanks).Where(bank => bank.Type == BankType.Location).SelectMany(bank => bank.Locations));
        }

        if (strings.Count == 0 && locations.Count == 0)
        {
            return null;
        }

        strings = [.. strings.Distinct(StringComparer.Ordinal)];
        var same = _known.Find(known => known.Strings.SequenceEqual(strings, StringComparer.Ordinal) && known.Locations.SequenceEqual(locations));
        if (same is null)
        {
            _known.Add(same = new MatchingValues { Strings = strings, Locations = locations });
        }

        return same;
    }

    private IEnumerable<MatchingBank> Banks(IReadOnlyList<string> ids) => ids.Select(id => _banks.GetValueOrDefault(id)).OfType<MatchingBank>();
}

using System.Collections.Concurrent;
using System.Text.Json;
using Coop.Integrations;

namespace Coop.Runner.Wire;

/// <summary>
/// The contract promises one instance for one set of values, so that a signal can key its compiled matchers on it. Here each call brings its own text, and
/// equal texts give one instance.
/// </summary>
internal sealed class MatchingValuesCache
{
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<string, MatchingValues> _kept = new(StringComparer.Ordinal);

    public MatchingValues Read(JsonElement json)
    {
        var text = json.GetRawText();
        if (_kept.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        return _kept.GetOrAdd(text, MatchingValuesReader.Read(json));
    }
}

using System.Collections.Concurrent;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Plugins.Context;

/// <summary>
/// The secrets that one integration's code was given, of whichever organisation. What it logs, or says as its process ends, belongs to no organisation's
/// call: so all that it can know are kept out of it.
/// </summary>
internal sealed class HandedOutSecrets
{
    private readonly ConcurrentDictionary<string, Known> _orgs = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<string> _keys = [];
    private volatile SecretWords? _all = SecretWords.None;

    /// <param name="keys">Which members of a configuration are secret; known once the manifest is.</param>
    public void Use(IReadOnlyList<string> keys) => _keys = keys;

    /// <summary>Before the code gets a configuration.</summary>
    public void Learn(string orgId, OrgConfig config)
    {
        if (_keys.Count == 0 || (_orgs.TryGetValue(orgId, out var known) && ReferenceEquals(known.Config, config)))
        {
            return;
        }

        var words = SecretWords.Of(config, _keys);
        _orgs.AddOrUpdate(
            orgId,
            static (_, read) => new Known(read.config, read.words, read.words),
            static (_, before, read) => new Known(read.config, read.words, read.words.And(before.Current)),
            (config, words));
        _all = null;
    }

    public string Remove(string text) => All().Remove(text);

    private SecretWords All()
    {
        if (_all is { } all)
        {
            return all;
        }

        // What is learnt meanwhile makes it void again.
        _all = all = SecretWords.Of(_orgs.Values.Select(known => known.Words));
        return all;
    }

    /// <param name="Current">Those of the configuration as it was read last.</param>
    /// <param name="Words">With those of the one before, which the code may still hold.</param>
    private sealed record Known(OrgConfig Config, SecretWords Current, SecretWords Words);
}

using System.Collections.Frozen;
using Coop.Engine.Signals;

namespace Coop.Engine.Integrations;

/// <summary>
/// Every entry of the config file, in file order, and the signals of the active ones: what is offered. It is replaced when that changes, and only then; how
/// an integration serves at the moment is its <see cref="IntegrationHealth"/>.
/// </summary>
public sealed class IntegrationCatalogue
{
    private readonly FrozenDictionary<string, CatalogueSignal> _signals;
    private readonly FrozenDictionary<string, Integration> _byId;

    /// <param name="revision">Higher than that of the catalogue before.</param>
    public IntegrationCatalogue(IReadOnlyList<Integration> integrations, long revision = 0)
    {
        (Integrations, Revision) = (integrations, revision);
        // A failed entry may carry the id of an active one (that is why it failed), so the active one is found.
        _byId = integrations.Where(i => i.Id is not null)
            .GroupBy(i => i.Id!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.FirstOrDefault(i => i.IsLoaded) ?? g.First(), StringComparer.Ordinal);
        _signals = integrations.SelectMany(i => i.Signals).ToFrozenDictionary(s => s.Descriptor.Id, StringComparer.Ordinal);
    }

    public static IntegrationCatalogue Empty { get; } = new([]);

    /// <summary>Moves when what is offered changes.</summary>
    public long Revision { get; }

    public IReadOnlyList<Integration> Integrations { get; }

    public IEnumerable<CatalogueSignal> Signals => Integrations.SelectMany(i => i.Signals);

    public Integration? Find(string integrationId) => _byId.GetValueOrDefault(integrationId);

    public CatalogueSignal? FindSignal(string signalId) => _signals.GetValueOrDefault(signalId);
}

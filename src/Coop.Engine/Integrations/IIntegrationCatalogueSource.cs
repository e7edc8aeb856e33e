namespace Coop.Engine.Integrations;

/// <summary>The current catalogue, and word of each new one. Thread-safe.</summary>
public interface IIntegrationCatalogueSource
{
    IntegrationCatalogue Current { get; }

    /// <summary>Raised after <see cref="Current"/> changed. Subscribers return at once.</summary>
    event Action? Changed;

    /// <summary>Raised after the health of an integration of <see cref="Current"/> changed; the catalogue is the same as before. Subscribers return at once.</summary>
    event Action? HealthChanged;
}

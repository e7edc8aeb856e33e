using Coop.Engine.Integrations;

namespace Coop.Tests.Support;

/// <summary>A catalogue that a test puts together and that stays as it is.</summary>
// The whole name: see Offered.
internal sealed class FixedCatalogue(IReadOnlyList<Engine.Integrations.Integration> integrations) : IIntegrationCatalogueSource
{
    public IntegrationCatalogue Current { get; } = new(integrations);

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public event Action? HealthChanged
    {
        add { }
        remove { }
    }
}

using Coop.Engine.Integrations;

namespace Coop.Tests.Support;

/// <summary>A catalogue that a test puts together and that stays as it is.</summary>
internal sealed class FixedCatalogue(IReadOnlyList<Integration> integrations) : IIntegrationCatalogueSource
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

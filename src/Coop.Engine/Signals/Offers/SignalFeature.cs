using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Engine.Signals.Offers;

/// <summary>A signal as one organisation can use it now.</summary>
/// <param name="Subcategories">Empty when it has none, or could not say.</param>
/// <param name="SubcategoriesReason">Why it could not say; null when it could.</param>
public sealed record OrgSignal(
    CatalogueSignal Signal, SignalAvailability Availability, IReadOnlyList<SignalSubcategory> Subcategories, string? SubcategoriesReason);

/// <summary>What the rule builder offers.</summary>
public sealed class SignalFeature(IIntegrationCatalogueSource catalogue, ISignalRunner runner)
{
    /// <summary>Every signal of the active integrations. All are asked at once, and one in trouble is shown with its trouble: it never costs the list.</summary>
    public async Task<IReadOnlyList<OrgSignal>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        await AskAsync(catalogue.Current.Signals, orgId, cancellationToken);

    /// <summary>Those of one integration; no other is asked.</summary>
    public async Task<IReadOnlyList<OrgSignal>> ListAsync(string orgId, string integrationId, CancellationToken cancellationToken) =>
        await AskAsync(catalogue.Current.Find(integrationId)?.Signals ?? [], orgId, cancellationToken);

    private Task<OrgSignal[]> AskAsync(IEnumerable<CatalogueSignal> signals, string orgId, CancellationToken cancellationToken) =>
        Task.WhenAll(signals.Select(signal => AskAsync(signal, orgId, cancellationToken)));

    private async Task<OrgSignal> AskAsync(CatalogueSignal signal, string orgId, CancellationToken cancellationToken)
    {
        var availability = runner.GetAvailabilityAsync(signal, orgId, cancellationToken).AsTask();
        var subcategories = runner.GetSubcategoriesAsync(signal, orgId, cancellationToken).AsTask();
        var (choices, reason) = await subcategories;
        return new OrgSignal(signal, await availability, choices, reason);
    }
}

using Coop.Engine.Deciding;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Rules;

namespace Coop.Engine.Search;

/// <param name="Id">A rule's or integration's id, or an item's.</param>
/// <param name="About">More of it, for telling hits apart.</param>
public sealed record SearchHit(string Id, string Name, string? About);

/// <param name="Items">At most one for each item: items are found by their id.</param>
public sealed record SearchHits(IReadOnlyList<SearchHit> Rules, IReadOnlyList<SearchHit> Integrations, IReadOnlyList<SearchHit> Items);

/// <summary>One box that finds rules and integrations by their words and items by their id.</summary>
public sealed class SearchFeature(ISettingStore<Rule> rules, IIntegrationCatalogueSource catalogue, IDecisionStore decisions)
{
    private const int MostEach = 6;

    public async Task<IReadOnlyList<SearchHit>> FindRulesAsync(string orgId, string text, CancellationToken cancellationToken) =>
        [.. (await rules.ListValuesAsync(orgId, cancellationToken))
            .Where(rule => Has(text, rule.Name, rule.Description, rule.Id) || rule.Tags.Any(tag => Has(text, tag)))
            .OrderByDescending(rule => rule.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .ThenBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase)
            .Take(MostEach)
            .Select(rule => new SearchHit(rule.Id, rule.Name, rule.Description))];

    public IReadOnlyList<SearchHit> FindIntegrations(string text) =>
        [.. catalogue.Current.Integrations
            .Where(integration => integration.Id is not null
                && (Has(text, integration.Manifest!.Name, integration.Id, integration.Manifest.Description)
                    || integration.Signals.Any(signal => Has(text, signal.Descriptor.DisplayName))))
            .OrderBy(integration => integration.Manifest!.Name, StringComparer.OrdinalIgnoreCase)
            .Take(MostEach)
            .Select(integration => new SearchHit(integration.Id!, integration.Manifest!.Name, integration.Manifest.Description))];

    public async Task<IReadOnlyList<SearchHit>> FindItemsAsync(string orgId, string text, CancellationToken cancellationToken) =>
        [.. (await decisions.ListSummariesAsync(orgId, text.Trim(), before: null, 50, cancellationToken))!
            .GroupBy(decision => decision.ItemTypeId)
            .Select(same => new SearchHit(same.First().ItemId, same.First().ItemId, $"{same.Count()} decision{(same.Count() == 1 ? "" : "s")}"))
            .Take(MostEach)];

    private static bool Has(string text, params ReadOnlySpan<string?> where)
    {
        foreach (var candidate in where)
        {
            if (candidate?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }
}

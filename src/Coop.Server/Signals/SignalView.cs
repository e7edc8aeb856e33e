using Coop.Engine.Signals;
using Coop.Engine.Signals.Offers;
using Coop.Integrations;
using Coop.Server.Api;

namespace Coop.Server.Signals;

internal sealed record SignalListView(IReadOnlyList<SignalView> Signals);

/// <summary>A signal; its members have the names of the plugin contract.</summary>
internal sealed record SignalView
{
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    public string? DocsUrl { get; init; }

    /// <summary>The id of the integration that offers it.</summary>
    public required string Integration { get; init; }

    public required string IntegrationTitle { get; init; }

    public string? IntegrationLogoUrl { get; init; }

    public string? IntegrationLogoWithBackgroundUrl { get; init; }

    public required IReadOnlyList<SignalInputType> EligibleInputs { get; init; }

    public required OutputTypeView OutputType { get; init; }

    /// <summary>Relative; cheap signals run first. 0 is pure computation; null is not known.</summary>
    public required double? Cost { get; init; }

    public ThresholdsView? RecommendedThresholds { get; init; }

    /// <summary>A list of language names, or the text ALL.</summary>
    public required object SupportedLanguages { get; init; }

    public required PricingStructure PricingStructure { get; init; }

    /// <summary>A condition must name values to match against.</summary>
    public required bool NeedsMatchingValues { get; init; }

    public required bool NeedsActionPenalties { get; init; }

    /// <summary>False: not in rules that take actions.</summary>
    public required bool AllowedInAutomatedRules { get; init; }

    /// <summary>The choices a condition makes between, as a flat list: your organisation's own where the signal has such.</summary>
    public required IReadOnlyList<SubcategoryView> EligibleSubcategories { get; init; }

    /// <summary>Why the choices could not be found out.</summary>
    public string? SubcategoriesProblem { get; init; }

    /// <summary>Whether your organisation can use it now; absent where that was not asked.</summary>
    public DisabledView? DisabledInfo { get; init; }

    public static SignalView Of(OrgSignal seen, LogoUrls logos) => Of(seen.Signal, logos) with
    {
        DisabledInfo = new DisabledView(!seen.Availability.IsAvailable, seen.Availability.DisabledReason),
        EligibleSubcategories = [.. seen.Subcategories.Select(SubcategoryView.Of)],
        SubcategoriesProblem = seen.SubcategoriesReason,
    };

    public static SignalView Of(CatalogueSignal signal, LogoUrls logos)
    {
        var descriptor = signal.Descriptor;
        return new SignalView
        {
            Id = descriptor.Id,
            DisplayName = descriptor.DisplayName,
            Description = descriptor.Description,
            DocsUrl = descriptor.DocsUrl,
            Integration = signal.IntegrationId,
            IntegrationTitle = signal.IntegrationTitle,
            IntegrationLogoUrl = logos.Logo,
            IntegrationLogoWithBackgroundUrl = logos.LogoWithBackground,
            EligibleInputs = descriptor.EligibleInputs,
            OutputType = OutputTypeView.Of(descriptor.OutputType),
            Cost = descriptor.Cost,
            RecommendedThresholds = ThresholdsView.Of(descriptor.RecommendedThresholds),
            SupportedLanguages = descriptor.SupportedLanguages is { } languages ? languages : "ALL",
            PricingStructure = descriptor.Pricing,
            NeedsMatchingValues = descriptor.NeedsMatchingValues,
            NeedsActionPenalties = descriptor.NeedsActionPenalties,
            AllowedInAutomatedRules = descriptor.AllowedInAutomatedRules,
            EligibleSubcategories = [.. descriptor.EligibleSubcategories.Select(SubcategoryView.Of)],
        };
    }
}

/// <param name="DisabledMessage">What to do about it.</param>
internal sealed record DisabledView(bool Disabled, string? DisabledMessage);

internal sealed record SubcategoryView(string Id, string Label, string? Description, IReadOnlyList<string> ChildrenIds)
{
    public static SubcategoryView Of(SignalSubcategory choice) => new(choice.Id, choice.Label, choice.Description, choice.ChildrenIds);
}

namespace Coop.Integrations;

/// <summary>What a signal is, for the rule builder and the engine. Immutable.</summary>
public sealed record SignalDescriptor
{
    /// <summary>UPPER_SNAKE_CASE, at most 128 characters, unique among all installed signals, stable for ever: stored in rules.</summary>
    public required string Id { get; init; }

    /// <summary>The name people see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it measures and how to read the score.</summary>
    public required string Description { get; init; }

    /// <summary>Absolute http or https URL of its documentation.</summary>
    public string? DocsUrl { get; init; }

    /// <summary>The inputs it accepts; at least one.</summary>
    public required IReadOnlyList<SignalInputType> EligibleInputs { get; init; }

    /// <summary>What its scores are. The host refuses a score of another kind.</summary>
    public required SignalOutputType OutputType { get; init; }

    /// <summary>
    /// What a run costs relative to others, finite, 0 or more; about 20 for a paid network call. Cheap conditions run first and can make costly ones
    /// needless. 0 is a promise: pure computation that waits for nothing, which the host may call on a thread it needs for other work; who breaks
    /// it is called so no more. Left out (null) means not known: it waits until cheaper ones were asked, and is never called on such a thread.
    /// </summary>
    public double? Cost { get; init; }

    /// <summary>Suggested thresholds; null when there are none to suggest.</summary>
    public RecommendedThresholds? RecommendedThresholds { get; init; }

    /// <summary>The languages it understands; null for all. Names from <see cref="Languages.Known"/>.</summary>
    public IReadOnlyList<string>? SupportedLanguages { get; init; }

    /// <summary>Whether the vendor charges for it.</summary>
    public PricingStructure Pricing { get; init; }

    /// <summary>Whether a condition must name values to match against.</summary>
    public bool NeedsMatchingValues { get; init; }

    /// <summary>Whether it needs the penalties of the organisation's actions.</summary>
    public bool NeedsActionPenalties { get; init; }

    /// <summary>Fixed choices a condition makes between, as a flat list whose <see cref="SignalSubcategory.ChildrenIds"/> make it a tree; empty for none.</summary>
    public IReadOnlyList<SignalSubcategory> EligibleSubcategories { get; init; } = [];

    /// <summary>The id of the integration it belongs to. Null means the manifest's; anything else than the manifest's id is refused.</summary>
    public string? Integration { get; init; }

    /// <summary>False when its scores must not trigger actions by themselves: only routing rules, and rules without actions, may use it.</summary>
    public bool AllowedInAutomatedRules { get; init; } = true;
}

/// <summary>Whether a vendor charges.</summary>
public enum PricingStructure
{
    /// <summary>No charge.</summary>
    Free,

    /// <summary>The organisation needs an account with the vendor.</summary>
    Subscription,
}

/// <summary>Suggested thresholds, each text or a number as the output type is.</summary>
/// <param name="HighPrecision">Fewer false positives.</param>
/// <param name="HighRecall">Fewer false negatives.</param>
public sealed record RecommendedThresholds(SignalScore HighPrecision, SignalScore HighRecall);

/// <summary>A choice within a signal, such as a version of a labeler.</summary>
/// <param name="Id">Unique within the signal; stored in rules.</param>
/// <param name="Label">What people see.</param>
/// <param name="Description">More of it.</param>
/// <param name="ChildrenIds">The ids of finer choices; empty for none.</param>
public sealed record SignalSubcategory(string Id, string Label, string? Description = null, IReadOnlyList<string>? ChildrenIds = null)
{
    /// <summary>The ids of finer choices.</summary>
    public IReadOnlyList<string> ChildrenIds { get; } = ChildrenIds ?? [];
}

namespace Coop.Engine.Rules.Trials;

/// <summary>A rule, saved or not, and an item to try it on.</summary>
/// <param name="Rule">Only its conditions and item types count; the rest may be unfinished.</param>
/// <param name="Item">JSON: an item as the API takes it, or its data alone.</param>
/// <param name="ItemTypeId">The type of data that stands alone.</param>
public sealed record RuleTrialDraft(RuleDraft Rule, string? Item, string? ItemTypeId);

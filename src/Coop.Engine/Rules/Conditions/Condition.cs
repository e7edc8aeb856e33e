using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>A leaf or a set of conditions, in the form in which rules are stored and exchanged. <c>ConditionJson</c> reads and writes it.</summary>
public abstract record Condition;

/// <param name="Conjunction">How the children combine.</param>
/// <param name="Conditions">Not empty; all leaves or all sets.</param>
public sealed record ConditionSet(Conjunction Conjunction, IReadOnlyList<Condition> Conditions) : Condition;

public enum Conjunction
{
    And,
    Or,
    Xor,
}

public sealed record LeafCondition : Condition
{
    public required ConditionInput Input { get; init; }

    public ConditionSignal? Signal { get; init; }

    public ConditionMatchingValues? MatchingValues { get; init; }

    public Comparator? Comparator { get; init; }

    /// <summary>Text or a number, as stored; null when there is none.</summary>
    public SignalScore? Threshold { get; init; }

    /// <summary>How the values of an input that selects many decide together.</summary>
    public Quantifier Quantifier { get; init; }

    /// <summary>What the leaf counts as when its signal gave no answer; null leaves it unknown.</summary>
    public Fallback? Fallback { get; init; }
}

public enum Comparator
{
    Equals,
    NotEqualTo,
    LessThan,
    LessThanOrEquals,
    GreaterThan,
    GreaterThanOrEquals,

    /// <summary>The signal, or the derivation, failed.</summary>
    IsUnavailable,

    /// <summary>The input selected nothing.</summary>
    IsNotProvided,
}

/// <summary>Which of an input's values must pass.</summary>
public enum Quantifier
{
    /// <summary>One is enough.</summary>
    Any,

    /// <summary>Each that the question applies to.</summary>
    All,

    /// <summary>Not a single one.</summary>
    None,
}

/// <summary>No answer → ….</summary>
public enum Fallback
{
    Match,
    NoMatch,

    /// <summary>The condition stays unknown and the item is marked for a person, whatever the other conditions say.</summary>
    Review,
}

/// <param name="Id">The signal's id: the <c>type</c> inside the stored <c>signal.id</c> text.</param>
/// <param name="Name">A redundant copy, kept as stored.</param>
/// <param name="Subcategory">The chosen subcategory.</param>
/// <param name="Args">A JSON object, or null.</param>
public sealed record ConditionSignal(string Id, string? Name = null, string? Subcategory = null, JsonElement? Args = null);

public sealed record ConditionMatchingValues
{
    public IReadOnlyList<string>? Strings { get; init; }

    public IReadOnlyList<string>? TextBankIds { get; init; }

    public IReadOnlyList<LocationArea>? Locations { get; init; }

    public IReadOnlyList<string>? LocationBankIds { get; init; }

    public IReadOnlyList<string>? ImageBankIds { get; init; }
}

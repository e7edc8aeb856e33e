namespace Coop.Engine.Rules.Conditions;

/// <summary>The stored <c>input.type</c> of each kind of input.</summary>
internal static class ConditionInputNames
{
    public const string User = "USER_ID";
    public const string WholeItem = "FULL_ITEM";
    public const string Field = "CONTENT_FIELD";
    public const string Aggregate = "CONTENT_COOP_INPUT";
    public const string Derived = "CONTENT_DERIVED_FIELD";

    public static readonly string[] All = [User, WholeItem, Field, Aggregate, Derived];
}

using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>What of an item a condition looks at.</summary>
public abstract record ConditionInput
{
    /// <summary>The item's creator, or the user itself where only an identifier is judged.</summary>
    public sealed record User : ConditionInput;

    /// <param name="ItemTypeIds">Limits it to these types; null for any.</param>
    public sealed record WholeItem(IReadOnlyList<string>? ItemTypeIds) : ConditionInput;

    public sealed record Field(string Name, string ItemTypeId) : ConditionInput;

    public sealed record Aggregate(CoopInput Input) : ConditionInput
    {
        /// <summary>What a signal must take to judge it.</summary>
        public SignalInputType Type => Input switch
        {
            CoopInput.AllText or CoopInput.Source => SignalInputType.String,
            CoopInput.AnyImage => SignalInputType.Image,
            CoopInput.AnyVideo => SignalInputType.Video,
            CoopInput.AnyGeohash => SignalInputType.Geohash,
            CoopInput.AuthorUser => SignalInputType.UserId,
            _ => SignalInputType.PolicyId,
        };
    }

    /// <summary>A value computed from another, such as a video's transcription.</summary>
    public sealed record Derived(ConditionInput Source, string DerivationType) : ConditionInput;
}

/// <summary>Inputs gathered over the fields of an item. Stored by their literals, such as <c>All text</c>.</summary>
public enum CoopInput
{
    AllText,
    AnyImage,
    AnyGeohash,
    AnyVideo,
    AuthorUser,
    PolicyId,
    Source,
}

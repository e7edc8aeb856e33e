using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>What became of one submitted value: a value, nothing (as if it had been left out), or a refusal with a hint.</summary>
internal readonly struct Coerced
{
    private Coerced(ScalarValue value, bool isMissing, string? hint) => (Value, IsMissing, Hint) = (value, isMissing, hint);

    public static implicit operator Coerced(ScalarValue value) => new(value, false, null);

    public static Coerced Missing => new(default, true, null);

    public static Coerced Invalid(string hint) => new(default, false, hint);

    public ScalarValue Value { get; }

    public bool IsMissing { get; }

    /// <summary>What it should have been; null unless refused.</summary>
    public string? Hint { get; }
}

namespace Coop.Engine.Editing;

/// <summary>A setting as it was read, with what tells whether it still is so.</summary>
/// <param name="Version">New with every change, and never had before. Whoever saves over it says which one they read.</param>
/// <param name="ChangedBy">The id of the person or API key that made it so; empty when nobody in particular did.</param>
public sealed record Versioned<T>(T Value, string Version, DateTimeOffset ChangedAt, string ChangedBy)
{
    public Versioned<TOther> As<TOther>(Func<T, TOther> of) => new(of(Value), Version, ChangedAt, ChangedBy);
}

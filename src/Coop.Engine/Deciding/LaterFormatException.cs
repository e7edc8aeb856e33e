namespace Coop.Engine.Deciding;

/// <summary>
/// Something stored is in a format that only a later version of Coop knows: another server on the same data is newer, or this one was newer before. Nothing is wrong with it, and nobody guesses
/// what it may say.
/// </summary>
/// <param name="what">Which it is.</param>
/// <param name="format">Its own.</param>
/// <param name="known">The latest that is known here.</param>
public sealed class LaterFormatException(string what, int format, int known)
    : Exception($"{what} was stored by a later version of Coop, in format {format}; this server knows formats up to {known}. Update this server, or ask one that was updated.")
{
    /// <summary>The same of a thing whose name only its caller knows.</summary>
    public LaterFormatException Of(string named) => new(named, format, known);
}

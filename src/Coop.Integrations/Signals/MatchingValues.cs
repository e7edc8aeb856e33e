namespace Coop.Integrations;

/// <summary>
/// What a condition matches against, with its banks already resolved. The host passes the same instance for the same set of values,
/// so a signal may key a cache of compiled matchers on it by reference. Immutable.
/// </summary>
public sealed class MatchingValues
{
    /// <summary>Keywords, patterns or texts.</summary>
    public IReadOnlyList<string> Strings { get; init; } = [];

    /// <summary>Places.</summary>
    public IReadOnlyList<LocationArea> Locations { get; init; } = [];

    /// <summary>True when there is nothing to match against.</summary>
    public bool IsEmpty => Strings.Count == 0 && Locations.Count == 0;
}

/// <summary>A matching value that a signal cannot use.</summary>
/// <param name="Index">Its place in <see cref="MatchingValues.Strings"/>, from 0, or in <see cref="MatchingValues.Locations"/> when there are no strings. One outside of them is passed over.</param>
/// <param name="Message">What is wrong with it and what to do, in one line; what is longer than 500 characters is cut.</param>
public sealed record MatchingValueError(int Index, string Message);

/// <summary>A place: a circle, and optionally the rectangle that replaces it.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Latitude">Of the centre, degrees, −90 to 90.</param>
/// <param name="Longitude">Of the centre, degrees, −180 to 180.</param>
/// <param name="RadiusMiles">Of the circle, miles, 0 or more.</param>
/// <param name="Bounds">The rectangle; null for the circle.</param>
public sealed record LocationArea(string Id, string? Name, double Latitude, double Longitude, double RadiusMiles, LocationBounds? Bounds = null);

/// <summary>A rectangle on the globe, in degrees.</summary>
/// <param name="South">Smallest latitude.</param>
/// <param name="West">Western longitude.</param>
/// <param name="North">Largest latitude.</param>
/// <param name="East">Eastern longitude.</param>
public sealed record LocationBounds(double South, double West, double North, double East);

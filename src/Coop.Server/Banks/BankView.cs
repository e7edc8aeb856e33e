using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Integrations;

namespace Coop.Server.Banks;

internal sealed record BankListView(IReadOnlyList<BankView> Banks);

/// <param name="Strings">Of a STRING or REGEX bank.</param>
/// <param name="Locations">Of a LOCATION bank.</param>
/// <param name="Version">New with every change, and never had before.</param>
internal sealed record BankView(
    string Id, string Name, string? Description, BankType Type, IReadOnlyList<string>? Strings, IReadOnlyList<LocationView>? Locations, string Version)
{
    public static BankView Of(Versioned<MatchingBank> read)
    {
        var bank = read.Value;
        return bank.Type == BankType.Location
            ? new(bank.Id, bank.Name, bank.Description, bank.Type, null, [.. bank.Locations.Select(LocationView.Of)], read.Version)
            : new(bank.Id, bank.Name, bank.Description, bank.Type, bank.Strings, null, read.Version);
    }
}

internal sealed record LocationView(string Id, string? Name, GeometryView Geometry, BoundsView? Bounds)
{
    public static LocationView Of(LocationArea area) => new(
        area.Id, area.Name, new GeometryView(new PointView(area.Latitude, area.Longitude), area.RadiusMiles),
        area.Bounds is { } b ? new BoundsView(new PointView(b.North, b.East), new PointView(b.South, b.West)) : null);
}

/// <param name="Radius">Miles.</param>
internal sealed record GeometryView(PointView Center, double Radius);

internal sealed record BoundsView(PointView NortheastCorner, PointView SouthwestCorner);

internal sealed record PointView(double Lat, double Lng);

using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Coop.Storage.Schema;

/// <summary>Instants as UTC ticks: they compare and sort the same way in every database.</summary>
internal sealed class UtcTicksConverter()
    : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

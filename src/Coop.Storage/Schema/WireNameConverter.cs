using Coop.Engine;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Coop.Storage.Schema;

/// <summary>Enums as the words they have on the wire, so that a row can be read without our source.</summary>
internal sealed class WireNameConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => WireNames.Of(value), text => Parse(text))
    where TEnum : struct, Enum
{
    private static TEnum Parse(string text) => WireNames.TryParse<TEnum>(text, out var value)
        ? value
        : throw new InvalidOperationException($"The database holds '{text}' where one of {string.Join(", ", WireNames.All<TEnum>())} belongs: it was written by a newer version.");
}

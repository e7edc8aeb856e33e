using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>Tells sets of matching values apart by what is in them, in its order.</summary>
internal static class MatchingContent
{
    public static UInt128 Of(MatchingValues values) => Of(values.Strings, values.Locations);

    public static UInt128 Of(IReadOnlyList<string> strings, IReadOnlyList<LocationArea> locations)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<int> length = stackalloc int[1];
        foreach (var text in strings.Concat(locations.Select(location => location.ToString())))
        {
            length[0] = text.Length;
            hash.AppendData(MemoryMarshal.AsBytes(length));
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        length[0] = strings.Count;
        hash.AppendData(MemoryMarshal.AsBytes(length));
        Span<byte> all = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(all);
        return MemoryMarshal.Read<UInt128>(all);
    }
}

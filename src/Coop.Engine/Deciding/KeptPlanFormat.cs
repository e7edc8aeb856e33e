using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Coop.Engine.Rules;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Engine.Deciding;

/// <summary>
/// A plan as bytes in parts. Where a part ends is decided by what is in it and not by its place, so that an edit changes the part it falls into and leaves all others as they
/// are, however much is put in before them.
/// </summary>
internal static class KeptPlanFormat
{
    private const byte OfMeasurements = 1;
    private const byte OfRules = 2;
    private const byte OfNames = 3;
    private const uint EndMask = 0x3f;
    private const int MostEntries = 512;

    /// <param name="known">The plan before: parts that are the same are not compressed again.</param>
    public static KeptPlan Write(PlanRecord plan, KeptPlan? known = null)
    {
        var earlier = known?.Parts.DistinctBy(part => part.Hash).ToDictionary(part => part.Hash, StringComparer.Ordinal) ?? [];
        var parts = new List<KeptPart>();
        Cut(OfMeasurements, plan.Measurements, Write, parts, earlier);
        Cut(OfRules, plan.Rules, Write, parts, earlier);
        Cut(OfNames, plan.Names, Write, parts, earlier);
        var id = SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(string.Concat(parts.Select(part => part.Hash))));
        return new KeptPlan(Convert.ToHexStringLower(id.AsSpan(0, 16)), parts);
    }

    public static PlanRecord Read(KeptPlan kept)
    {
        var (measurements, rules, names) = (new List<PlannedMeasurement>(), new List<PlannedRule>(), new List<PlannedName>());
        foreach (var part in kept.Parts)
        {
            using var unpacked = new MemoryStream();
            using (var packed = new DeflateStream(new MemoryStream(part.Content.ToArray()), CompressionMode.Decompress))
            {
                packed.CopyTo(unpacked);
            }

            var read = new CompactReader(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length));
            var kind = read.Byte();
            while (!read.IsAtEnd)
            {
                switch (kind)
                {
                    case OfMeasurements:
                        measurements.Add(ReadMeasurement(ref read));
                        break;
                    case OfRules:
                        rules.Add(new PlannedRule(new RuleVersion(read.Id(), read.Version()), read.Byte() != 0, read.Ids()));
                        break;
                    case OfNames:
                        names.Add(new PlannedName(new SettingRef((SettingKind)read.Byte(), read.Id()), read.Text()));
                        break;
                    case > OfNames:
                        throw new LaterFormatException($"A part of plan {kept.Id}", kind, OfNames);
                    default:
                        throw new InvalidDataException($"A part of plan {kept.Id} is damaged: there is no kind {kind}.");
                }
            }
        }

        return new PlanRecord(measurements, rules, names);
    }

    private static void Cut<T>(byte kind, IReadOnlyList<T> entries, Action<ArrayBufferWriter<byte>, T> write, List<KeptPart> parts, Dictionary<string, KeptPart> earlier)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        var count = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            if (count == 0)
            {
                buffer.Write([kind]);
            }

            var before = buffer.WrittenCount;
            write(buffer, entries[i]);
            count++;
            if (i == entries.Count - 1 || count == MostEntries || (HashOf(buffer.WrittenSpan[before..]) & EndMask) == 0)
            {
                parts.Add(PartOf(buffer.WrittenSpan, earlier));
                buffer.ResetWrittenCount();
                count = 0;
            }
        }
    }

    private static KeptPart PartOf(ReadOnlySpan<byte> content, Dictionary<string, KeptPart> earlier)
    {
        Span<byte> full = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, full);
        var hash = Convert.ToHexStringLower(full[..16]);
        if (earlier.TryGetValue(hash, out var known))
        {
            return known;
        }

        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return new KeptPart(hash, packed.ToArray());
    }

    /// <summary>FNV-1a: the same in every process, and well spread in its low bits.</summary>
    private static uint HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var each in bytes)
        {
            hash = (hash ^ each) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, PlannedRule rule)
    {
        var write = new CompactWriter(buffer);
        write.Id(rule.Version.RuleId);
        write.Version(rule.Version.Version);
        write.Byte(rule.IsLive ? (byte)1 : (byte)0);
        write.Ids(rule.ItemTypeIds);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, PlannedName named)
    {
        var write = new CompactWriter(buffer);
        write.Byte((byte)named.Setting.Kind);
        write.Id(named.Setting.Id);
        write.Text(named.Name);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, PlannedMeasurement measurement)
    {
        var write = new CompactWriter(buffer);
        write.Key(measurement.Key);
        write.Double(measurement.Cost);
        write.Optional(measurement.SignalId);
        write.Optional(measurement.IntegrationVersion);
        if (measurement.Output is not { } output)
        {
            write.Byte(0);
            return;
        }

        write.Byte(1);
        write.Count((int)output.ScalarType);
        write.Byte(output.IsOrdered ? (byte)1 : (byte)0);
        write.Count(output.EnumValues?.Count ?? 0);
        foreach (var value in output.EnumValues ?? [])
        {
            ScoreFormat.Write(write, value);
        }
    }

    private static PlannedMeasurement ReadMeasurement(ref CompactReader read)
    {
        var (key, cost, signalId, version) = (read.Key(), read.Double(), read.Optional(), read.Optional());
        if (read.Byte() == 0)
        {
            return new PlannedMeasurement(key, cost, signalId, null, version);
        }

        var (type, isOrdered, values) = ((ScalarType)read.Count(), read.Byte() != 0, new SignalScore[read.Length()]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ScoreFormat.Read(ref read);
        }

        var output = values.Length == 0 ? SignalOutputType.Of(type) : SignalOutputType.Enum(isOrdered, values);
        return new PlannedMeasurement(key, cost, signalId, output, version);
    }
}

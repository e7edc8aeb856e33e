using System.IO.Compression;
using Coop.Engine.Deciding;
using Coop.Tests.Storage;

namespace Coop.Tests.Deciding;

/// <summary>
/// The bytes of decisions and plans as they lie in databases. Whoever changes one gives the format another number and leaves these to the reader of the old one, or what is stored is read as something
/// else.
/// </summary>
public sealed class StoredFormatTests
{
    [Fact]
    public void A_decision_with_everything_in_it_is_written_as_it_always_was() => Assert.Equal(Lines(StoredBytes.Decision), Lines(Convert.ToHexStringLower(DecisionFormat.ToBytes(FullDecision.Decision))));

    [Fact]
    public void A_decision_that_was_written_is_read_as_it_was()
    {
        var read = DecisionFormat.Read(Convert.FromHexString(StoredBytes.Decision));

        Assert.Equal(Whole.Text(FullDecision.Decision), Whole.Text(read));
        Assert.Equal(FullDecision.Decision.Measured.Ranges, read.Measured.Ranges);
        Assert.Equal(FullDecision.Decision.Measured.Values, read.Measured.Values);
    }

    [Fact]
    public void A_large_one_is_the_same_deflated()
    {
        var large = FullDecision.Decision with { ItemId = new string('i', 5000) };

        var bytes = DecisionFormat.ToBytes(large);

        Assert.Equal(2, bytes[0]);
        using var packed = new DeflateStream(new MemoryStream(bytes[1..]), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        var small = StoredBytes.Decision.Replace(Convert.ToHexStringLower("ünïcödé 日本語"u8), "", StringComparison.Ordinal);
        Assert.Equal(small.Length + (2 * 5001), 2 * plain.Length);
        Assert.Equal(Whole.Text(large), Whole.Text(DecisionFormat.Read(bytes)));
    }

    [Fact]
    public void A_plan_is_written_as_it_always_was() => Assert.Equal(StoredBytes.Plan.SelectMany(Lines), KeptPlanFormat.Write(FullDecision.Plan).Parts.Select(Inflated).SelectMany(Lines));

    [Fact]
    public void A_plan_that_was_written_is_read_as_it_was()
    {
        var read = KeptPlanFormat.Read(new KeptPlan("plan", [.. StoredBytes.Plan.Select(hex => new KeptPart("", Deflated(Convert.FromHexString(hex))))]));

        Assert.Equal(Whole.Text(FullDecision.Plan), Whole.Text(read));
        Assert.Equal(Whole.Text(FullDecision.Plan.Measurements), Whole.Text(read.Measurements));
        Assert.Equal(Whole.Text(FullDecision.Plan.Names), Whole.Text(read.Names));
    }

    [Fact]
    public void A_plan_keeps_the_id_that_decisions_name_it_by() => Assert.Equal(StoredBytes.PlanId, KeptPlanFormat.Write(FullDecision.Plan).Id);

    /// <summary>Short ones, so that a difference is seen.</summary>
    private static IEnumerable<string> Lines(string hex) => hex.Chunk(64).Select(line => new string(line));

    private static string Inflated(KeptPart part)
    {
        using var packed = new DeflateStream(new MemoryStream(part.Content.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return Convert.ToHexStringLower(plain.ToArray());
    }

    private static byte[] Deflated(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        return packed.ToArray();
    }
}

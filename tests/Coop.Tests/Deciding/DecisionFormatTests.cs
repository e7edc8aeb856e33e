using System.Text;
using Coop.Engine.Deciding;

namespace Coop.Tests.Deciding;

/// <summary>Whatever an id, a name or a version looks like, it is read as it was written; what is ours takes half the bytes.</summary>
public sealed class DecisionFormatTests
{
    private const string Ours = "0198c0ffee0198c0ffee0198c0ffee01";

    [Theory]
    [InlineData(Ours)]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    [InlineData("0198C0FFEE0198C0FFEE0198C0FFEE01")]
    [InlineData("0198c0ffee0198c0ffee0198c0ffee0x")]
    [InlineData("0198c0ffee0198c0ffee0198c0ffee0")]
    [InlineData("0198c0ff-ee01-98c0-ffee-0198c0ffee01")]
    [InlineData("0198c0ffee0198c0ffee0198c0ffee0é")]
    [InlineData("")]
    [InlineData("日本語")]
    public void An_id_is_read_as_it_was_written(string id)
    {
        var decision = Decided(id, "1");
        var read = DecisionFormat.Read(DecisionFormat.ToBytes(decision));
        Assert.Equal((id, id, id, id), (read.OrgId, read.ItemTypeId, read.PlanId, read.Rules[0].RuleId));
    }

    [Theory]
    [InlineData("2026-11-27T09:27:17.1234567Z")]
    [InlineData("0001-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("2026-11-27T09:27:17.1234567z")]
    [InlineData("2026-11-27t09:27:17.1234567Z")]
    [InlineData("2026-11-27T09:27:17.12345678")]
    [InlineData("2026-02-30T09:27:17.1234567Z")]
    [InlineData("2026-11-27T24:00:00.0000000Z")]
    [InlineData("2026-11-27T09:27:17.1234567+00:00")]
    [InlineData("2026-11-27T09:27:17.1234567 ")]
    [InlineData("2026-11-27T09:27:17.123456７Z")]
    [InlineData("7")]
    [InlineData("")]
    public void A_version_is_read_as_it_was_written(string version)
    {
        var read = DecisionFormat.Read(DecisionFormat.ToBytes(Decided(Ours, version)));
        Assert.Equal(version, read.Rules[0].RuleVersion);
    }

    [Fact]
    public void What_is_ours_takes_few_bytes()
    {
        const string Saved = "2026-11-27T09:27:17.1234567Z";
        var (ours, foreign) = (DecisionFormat.ToBytes(Decided(Ours, Saved)), DecisionFormat.ToBytes(Decided(Ours.ToUpperInvariant(), Saved.ToLowerInvariant())));
        var ids = 4 * (Encoding.UTF8.GetByteCount(Ours) + 1 - 16);
        // Seven bits a byte: the ticks of a time of today take nine.
        var version = Saved.Length + 1 - 9;
        Assert.Equal(ids + version, foreign.Length - ours.Length);
    }

    [Fact]
    public void What_is_stored_in_one_format_stays_in_it()
    {
        // Whoever changes a byte gives the format another number, or what is stored already is read as something else.
        const string Id = "01" + Ours;
        const string Head = "01" + Id + "01" + Id + "046974656d" + Id + "8080d6bddffedfcf08" + Id + "01";
        const string Rule = "01" + Id + "046e616d65" + "0187bef9878a8dd3ef08" + "00";
        Assert.Equal(Head + Rule + "0000000000", Convert.ToHexStringLower(DecisionFormat.ToBytes(Decided(Ours, "2026-11-27T09:27:17.1234567Z"))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(255)]
    public void A_format_of_a_later_version_is_said_to_be_one(byte format)
    {
        var bytes = DecisionFormat.ToBytes(Decided(Ours, "1"));
        bytes[0] = format;

        var refused = Assert.Throws<LaterFormatException>(() => DecisionFormat.Read(bytes));
        Assert.Equal($"A decision was stored by a later version of Coop, in format {format}; this server knows formats up to 2. Update this server, or ask one that was updated.", refused.Message);
        Assert.Throws<LaterFormatException>(() => DecisionFormat.ReadSummary(bytes));
    }

    [Fact]
    public void What_has_no_format_is_damaged() => Assert.Throws<InvalidDataException>(() => DecisionFormat.Read([0, 1, 2]));

    private static Decision Decided(string id, string version) => new()
    {
        Id = Ours,
        SubmissionId = Ours,
        OrgId = id,
        ItemId = "item",
        ItemTypeId = id,
        DecidedAt = DateTimeOffset.UnixEpoch,
        PlanId = id,
        Ran = 1,
        Rules = [new RuleOutcome(id, "name", version, RuleEnvironment.Live, ConditionOutcome.Passed, false)],
        Actions = [],
    };
}

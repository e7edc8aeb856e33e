using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Coop.Engine.Actions;

namespace Coop.Engine.Deciding;

/// <summary>
/// A decision as bytes, for whoever keeps it. What is inside is nobody else's business. The first byte is the version of the format: a later one reads this one too, and
/// nothing that is stored is ever rewritten.
/// </summary>
public static class DecisionFormat
{
    private const byte Plain = 1;
    private const byte Deflated = 2;

    /// <summary>Below it, deflating takes longer than it saves.</summary>
    private const int WorthDeflating = 4 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _plain;

    public static void Write(Decision decision, IBufferWriter<byte> output)
    {
        var plain = _plain ??= new ArrayBufferWriter<byte>(WorthDeflating);
        plain.ResetWrittenCount();
        WritePlain(decision, plain);
        if (plain.WrittenCount < WorthDeflating)
        {
            output.Write(plain.WrittenSpan);
            return;
        }

        // What a rare decision needs is not kept for all the others.
        _plain = null;

        output.Write([Deflated]);
        using var packed = new MemoryStream(plain.WrittenCount / 2);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(plain.WrittenSpan);
        }

        output.Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public static byte[] ToBytes(Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(decision, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; anything else is a bug, or a damaged store.</summary>
    /// <exception cref="LaterFormatException">A later version wrote it.</exception>
    public static Decision Read(ReadOnlySpan<byte> bytes)
    {
        var read = new CompactReader(Unpack(bytes));
        return ReadHead(ref read) with { Measured = TableFormat.Read(ref read) };
    }

    /// <summary>What lists show, without reading what was measured.</summary>
    public static DecisionSummary ReadSummary(ReadOnlySpan<byte> bytes)
    {
        var read = new CompactReader(Unpack(bytes));
        return DecisionSummary.Of(ReadHead(ref read));
    }

    private static void WritePlain(Decision decision, ArrayBufferWriter<byte> output)
    {
        var write = new CompactWriter(output);
        write.Byte(Plain);
        write.Id(decision.Id);
        write.Byte((byte)(decision.SubmissionId is null ? 0 : decision.SubmissionId == decision.Id ? 1 : 2));
        if (decision.SubmissionId is { } submission && submission != decision.Id)
        {
            write.Id(submission);
        }

        write.Id(decision.OrgId);
        write.Text(decision.ItemId);
        write.Id(decision.ItemTypeId);
        write.Number((ulong)decision.DecidedAt.UtcTicks);
        write.Id(decision.PlanId);
        write.Count(decision.Ran);
        write.Count(decision.Rules.Count);
        for (var i = 0; i < decision.Rules.Count; i++)
        {
            var rule = decision.Rules[i];
            write.Id(rule.RuleId);
            write.Text(rule.RuleName);
            write.Version(rule.RuleVersion);
            write.Byte((byte)((int)rule.Outcome | ((int)rule.Environment << 2) | (rule.UsedFallback ? 0x10 : 0)));
        }

        write.Count(decision.NotRun.Count);
        for (var i = 0; i < decision.NotRun.Count; i++)
        {
            var rule = decision.NotRun[i];
            write.Id(rule.RuleId);
            write.Byte((byte)rule.Reason);
        }

        WriteActions(write, decision.Actions);
        write.Count(decision.Reviews.Count);
        for (var i = 0; i < decision.Reviews.Count; i++)
        {
            var review = decision.Reviews[i];
            write.Id(review.RuleId);
            write.Text(review.Reason);
        }

        TableFormat.Write(write, decision.Measured);
    }

    private static void WriteActions(CompactWriter write, IReadOnlyList<TriggeredAction> actions)
    {
        write.Count(actions.Count);
        for (var i = 0; i < actions.Count; i++)
        {
            var action = actions[i];
            write.Text(action.ExecutionId);
            write.Id(action.ActionId);
            write.Text(action.ActionName);
            write.Byte((byte)action.Type);
            write.Ids(action.RuleIds);
            write.Ids(action.PolicyIds);
            write.Text(action.Parameters.GetRawText());
            write.Optional(action.Failure);
        }
    }

    private static ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> bytes)
    {
        switch (bytes.IsEmpty ? (byte)0 : bytes[0])
        {
            case Plain:
                return bytes[1..];
            case Deflated:
                using (var packed = new DeflateStream(new MemoryStream(bytes[1..].ToArray()), CompressionMode.Decompress))
                {
                    using var plain = new MemoryStream(bytes.Length * 3);
                    packed.CopyTo(plain);
                    return plain.GetBuffer().AsSpan(1, (int)plain.Length - 1);
                }

            case > Deflated:
                throw new LaterFormatException("A decision", bytes[0], Deflated);
            default:
                throw new InvalidDataException("A stored decision has no format: it is damaged.");
        }
    }

    private static Decision ReadHead(ref CompactReader read)
    {
        var id = read.Id();
        return new Decision
        {
            Id = id,
            SubmissionId = read.Byte() switch { 0 => null, 1 => id, _ => read.Id() },
            OrgId = read.Id(),
            ItemId = read.Text(),
            ItemTypeId = read.Id(),
            DecidedAt = new DateTimeOffset((long)read.Number(), TimeSpan.Zero),
            PlanId = read.Id(),
            Ran = read.Count(),
            Rules = ReadRules(ref read),
            NotRun = ReadNotRun(ref read),
            Actions = ReadActions(ref read),
            Reviews = ReadReviews(ref read),
        };
    }

    private static RuleOutcome[] ReadRules(ref CompactReader read)
    {
        var rules = new RuleOutcome[read.Length()];
        for (var i = 0; i < rules.Length; i++)
        {
            var (id, name, version, bits) = (read.Id(), read.Text(), read.Version(), read.Byte());
            rules[i] = new RuleOutcome(id, name, version, (RuleEnvironment)((bits >> 2) & 3), (ConditionOutcome)(bits & 3), (bits & 0x10) != 0);
        }

        return rules;
    }

    private static RuleNotRun[] ReadNotRun(ref CompactReader read)
    {
        var rules = new RuleNotRun[read.Length()];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = new RuleNotRun(read.Id(), (NotRunReason)read.Byte());
        }

        return rules;
    }

    private static TriggeredAction[] ReadActions(ref CompactReader read)
    {
        var actions = new TriggeredAction[read.Length()];
        for (var i = 0; i < actions.Length; i++)
        {
            actions[i] = new TriggeredAction(
                read.Text(), read.Id(), read.Text(), (ActionType)read.Byte(), read.Ids(), read.Ids(), JsonElement.Parse(read.Text()), read.Optional());
        }

        return actions;
    }

    private static ReviewReason[] ReadReviews(ref CompactReader read)
    {
        var reviews = new ReviewReason[read.Length()];
        for (var i = 0; i < reviews.Length; i++)
        {
            reviews[i] = new ReviewReason(read.Id(), read.Text());
        }

        return reviews;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Coop.Engine.Deciding;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Bench.Plan;

/// <summary>
/// One rule of one condition as somebody would write it who knows both: the floor of the plan. It says what a decision says of it (when, for how long, the score and what
/// followed from it) and does nothing else: no guard, no other rule, nobody who takes the thread back from an author's code.
/// </summary>
internal static class HandMade
{
    /// <param name="stored">Null, or a decision of the case whose names and ids are written each time as its bytes have them: each part once, into a buffer that is large enough.</param>
    public static double Measure(PlanCase of, Decision? stored, Func<Action, (double Microseconds, long Bytes)> measure)
    {
        var bytes = new byte[1024];
        var (signal, time, subject) = (of.Signals[0], TimeProvider.System, of.Subject);
        var text = subject.Item!.Data.GetProperty("text").GetString()!;
        var span = (double)TimeSpan.TicksPerSecond / time.TimestampFrequency;
        Outcome? last = null;
        var (microseconds, _) = measure(() =>
        {
            var at = time.GetUtcNow();
            var began = time.GetTimestamp();
            var input = new SignalInput
            {
                OrgId = subject.Item.Type.OrgId,
                SignalId = signal.Descriptor.Id,
                Value = ScalarValue.Text(text),
                ContentId = subject.Item.Id,
                ContentType = subject.Item.Type.Name,
            };
            var running = signal.RunAsync(input, CancellationToken.None);
            var said = running.IsCompletedSuccessfully ? running.Result : throw new InvalidOperationException("The signal is not free.");
            var score = SignalOutcome.Scored(said.Score);
            var value = new MeasuredValue(score, (long)((time.GetTimestamp() - began) * span), false);
            last = new Outcome(at, value, said.Score.AsNumber() >= 0);
            if (stored is not null)
            {
                Write(last, stored, bytes);
            }
        });
        GC.KeepAlive(last);
        return microseconds;
    }

    private static int Write(Outcome outcome, Decision names, Span<byte> to)
    {
        var rule = names.Rules[0];
        var end = 0;
        to[end++] = 1;
        foreach (var id in (ReadOnlySpan<string>)[names.Id, names.OrgId, names.ItemTypeId, names.PlanId, rule.RuleId])
        {
            if (Convert.FromHexString(id, to[end..], out _, out var written) == OperationStatus.Done)
            {
                end += written;
            }
            else
            {
                end += Text(id, to[end..]);
            }
        }

        end += Text(names.ItemId, to[end..]);
        end += Text(rule.RuleName, to[end..]);
        end += Text(rule.RuleVersion, to[end..]);
        BinaryPrimitives.WriteInt64LittleEndian(to[end..], outcome.At.UtcTicks);
        BinaryPrimitives.WriteDoubleLittleEndian(to[(end + 8)..], outcome.Measured.Outcome.Score.AsNumber());
        BinaryPrimitives.WriteInt64LittleEndian(to[(end + 16)..], outcome.Measured.ElapsedTicks);
        to[end + 24] = outcome.Passed ? (byte)1 : (byte)0;
        return end + 25;
    }

    private static int Text(string text, Span<byte> to)
    {
        var length = Encoding.UTF8.GetBytes(text, to[1..]);
        to[0] = (byte)length;
        return length + 1;
    }

    private sealed record Outcome(DateTimeOffset At, MeasuredValue Measured, bool Passed);
}

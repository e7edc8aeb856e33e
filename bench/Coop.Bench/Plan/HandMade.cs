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
    public static double Measure(PlanCase of, Func<Action, (double Microseconds, long Bytes)> measure)
    {
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
        });
        GC.KeepAlive(last);
        return microseconds;
    }

    private sealed record Outcome(DateTimeOffset At, MeasuredValue Measured, bool Passed);
}

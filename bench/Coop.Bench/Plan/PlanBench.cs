using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Coop.Engine.Deciding;
using Coop.Engine.Plan;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Plan;

namespace Coop.Bench.Plan;

/// <summary>
/// The plan beside the interpreter of the tests, which does the same without sharing anything, and beside a bare call of every signal through its interface. On one thread, warm, in processor time.
/// </summary>
internal static class PlanBench
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly SignalRunner Runner = new(new NoConfigs(), TimeProvider.System);

    public static async Task RunAsync()
    {
        Console.WriteLine("| Rules | evaluate | with the stored decision | its bytes | allocated | handed to the pool | interpreter | bare calls |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var one = PlanCase.Of("(a) 1 × 1", 1, 1, 1);
        await RowAsync(one);
        await RowAsync(PlanCase.Of("(b) 10 × 5, 50 distinct signals", 10, 5, 50));
        await RowAsync(PlanCase.Of("(c) 100 × 5, 5 shared signals", 100, 5, 5));
        var few = PlanCase.Of("(d) 10 000 × 5, 50 shared, 100 000 keywords in 10 banks", 10_000, 5, 50, banks: 10);
        var many = PlanCase.Of("(d) the same in 1 000 banks", 10_000, 5, 50, banks: 1_000);
        await RowAsync(few);
        await RowAsync(many);
        await SlowAsync(PlanCase.Of("(e) 1 000 × 5 on 100 signals of 10 ms", 1_000, 5, 100, slow: Slow));
        Console.WriteLine();
        Console.WriteLine($"(a) by hand, with all that its decision says and nothing that makes it safe: {Micro(HandMade.Measure(one, Measure))}");
        Console.WriteLine();
        Console.WriteLine("| Rules | compile | allocated | after one rule changed | allocated | kept for its decisions | of which for the change |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Compile(few);
        Compile(many);
    }

    private static async Task RowAsync(PlanCase of)
    {
        var plan = PlanOf(of.Source, null);
        var ids = DecisionIds.Of(Guid.CreateVersion7().ToString("n"));
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        // The first knows nothing of the signals' availability; those after it do.
        await plan.RunAsync(of.Subject, CancellationToken.None);
        var (evaluate, allocated) = Measure(() => Done(plan.RunHereAsync(of.Subject, out _, CancellationToken.None)));
        var (stored, _) = Measure(() =>
        {
            buffer.ResetWrittenCount();
            DecisionFormat.Write(plan.Decide(Done(plan.RunHereAsync(of.Subject, out _, CancellationToken.None)), ids), buffer);
        });
        var bytes = buffer.WrittenCount;
        var pooled = await PooledAsync(plan, of.Subject);
        var (interpreter, _) = Measure(() => Interpret(of));
        var bare = Bare(of);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {of.Name} | {Micro(evaluate)} | {Micro(stored)} ({stored / evaluate:0.0} ×) | {bytes:N0} | {allocated:N0} B | {Micro(pooled)} | {Micro(interpreter)} ({interpreter / evaluate:N0} ×) | {Micro(bare)} |"));
    }

    private static async Task SlowAsync(PlanCase of)
    {
        var plan = PlanOf(of.Source, null);
        for (var warm = 0; warm < 20; warm++)
        {
            await plan.RunAsync(of.Subject, CancellationToken.None);
        }

        var ids = DecisionIds.Of(Guid.CreateVersion7().ToString("n"));
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var (all, stored, one) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 50; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await plan.RunAsync(of.Subject, CancellationToken.None);
            all.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            buffer.ResetWrittenCount();
            DecisionFormat.Write(plan.Decide(result, ids), buffer);
            stored.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            started = Stopwatch.GetTimestamp();
            await Task.WhenAll(of.Signals.OfType<StubSignal>().Select(signal => signal.RunAsync(null!, CancellationToken.None).AsTask()));
            one.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {of.Name} | {Micro(Median(all))} | {Micro(Median(stored))} ({Median(stored) / Median(all):0.0} ×) | {buffer.WrittenCount:N0} | | | | {Micro(Median(one))} for all of them at once: {Median(all) / Median(one):0.00} × |"));
    }

    private static RulePlan PlanOf(RulesetSource source, RulePlan? previous) =>
        RulePlan.CompileAsync(source, previous, Runner, TimeProvider.System, new EvaluationLimits(), CancellationToken.None).GetAwaiter().GetResult();

    private static void Compile(PlanCase of)
    {
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var busy = Environment.CpuUsage.TotalTime;
        var plan = PlanOf(of.Source, null);
        var whole = Environment.CpuUsage.TotalTime - busy;
        var wholeBytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        _ = plan.Kept;
        var edits = new List<double>();
        long editBytes = 0;
        RulePlan edited = plan;
        for (var round = 0; round < 7; round++)
        {
            var source = of.Edited();
            before = GC.GetTotalAllocatedBytes(precise: true);
            busy = Environment.CpuUsage.TotalTime;
            edited = PlanOf(source, plan);
            _ = edited.Kept;
            edits.Add((Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
            editBytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        var kept = plan.Kept.Parts.Sum(part => (long)part.Content.Length);
        var known = plan.Kept.Parts.Select(part => part.Hash).ToHashSet();
        var added = edited.Kept.Parts.Where(part => !known.Contains(part.Hash)).Sum(part => (long)part.Content.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {of.Name} | {whole.TotalMilliseconds:N0} ms | {wholeBytes / 1e6:N0} MB | {Median(edits):0.0} ms | {editBytes / 1e6:0.0} MB | {kept / 1e3:N0} KB | {added / 1e3:0.0} KB |"));
    }

    private static PlanResult Done(ValueTask<PlanResult> run) =>
        run.IsCompletedSuccessfully ? run.Result : throw new InvalidOperationException("Something was waited for, so what was to be measured was not.");

    private static void Interpret(PlanCase of)
    {
        var interpreter = new Interpreter(
            of.Signals.ToDictionary(signal => signal.Descriptor.Id, signal => signal.Descriptor),
            of.Source.Banks,
            (signal, asked) => SignalOutcome.Scored(asked.Texts.Count > 0
                ? asked.Texts.Any(text => asked.Value!.Value.AsText().Contains(text, StringComparison.OrdinalIgnoreCase))
                : int.Parse(signal.Id.AsSpan(5), CultureInfo.InvariantCulture) / 100.0),
            "1.0.0",
            DateTimeOffset.UnixEpoch);
        foreach (var rule in of.Source.Rules)
        {
            interpreter.Explain(rule.Conditions, of.Subject, static _ => true);
        }
    }

    private static double Bare(PlanCase of)
    {
        ISignal[] signals = [.. of.Signals.Where(signal => signal is StubSignal)];
        var input = new SignalInput { OrgId = "org", SignalId = "" };
        return Measure(() =>
        {
            foreach (var signal in signals)
            {
                var running = signal.RunAsync(input, CancellationToken.None);
                if (running.IsCompletedSuccessfully)
                {
                    _ = running.Result;
                }
            }
        }).Microseconds;
    }

    private static async Task<double> PooledAsync(RulePlan plan, EvaluationSubject subject)
    {
        const int Calls = 750;
        var busy = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Calls; i++)
        {
            await plan.RunAsync(subject, CancellationToken.None);
        }

        return (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / Calls;
    }

    /// <summary>Processor time a call, in microseconds: on a machine that others use as well, the clock says more of them than of us.</summary>
    private static (double Microseconds, long Bytes) Measure(Action action)
    {
        // Long enough for the compiler to be through with its last tier: it works in the background, and its time counts as well.
        var started = Stopwatch.GetTimestamp();
        var calls = 0;
        while (calls < 3 || Stopwatch.GetElapsedTime(started) < Warm)
        {
            action();
            calls++;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var busy = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < calls; i++)
        {
            action();
        }

        return ((Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / calls, (GC.GetAllocatedBytesForCurrentThread() - before) / calls);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Micro(double microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{(microseconds < 1 ? Math.Round(microseconds, 3) : microseconds < 100 ? Math.Round(microseconds, 1) : Math.Round(microseconds)):#,0.###} µs");
}

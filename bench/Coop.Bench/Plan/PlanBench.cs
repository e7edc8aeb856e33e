using System.Diagnostics;
using System.Globalization;
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
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly SignalRunner Runner = new(new NoConfigs(), TimeProvider.System);

    public static async Task RunAsync()
    {
        Console.WriteLine("| Rules | evaluate | with the stored decision | its bytes | allocated: evaluate | with the stored decision | kept by the decision | handed to the pool | interpreter | bare calls |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var one = PlanCase.One();
        await RowAsync(one);
        await RowAsync(PlanCase.Distinct());
        await RowAsync(PlanCase.Shared());
        var few = PlanCase.Large(10);
        var many = PlanCase.Large(1_000);
        await RowAsync(few);
        await RowAsync(many);
        await SlowPlan.RowAsync();
        Console.WriteLine();
        var decision = new StoredItem(one, PlanOf(one.Source, null)).Decide();
        Console.WriteLine($"(a) by hand, with all that its decision says and nothing that makes it safe: {Micro(HandMade.Measure(one, null, Measure))}, its bytes written too: {Micro(HandMade.Measure(one, decision, Measure))}");
        Console.WriteLine();
        Console.WriteLine("| Rules | compile | allocated | after one rule changed | allocated | kept for its decisions | of which for the change |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Compile(few);
        Compile(many);
    }

    /// <summary>What one item allocates, its decision made and written, by type.</summary>
    public static async Task TypesAsync()
    {
        foreach (var of in new[] { PlanCase.One(), PlanCase.Distinct(), PlanCase.Shared(), PlanCase.Large(10), PlanCase.Large(1_000) })
        {
            var item = new StoredItem(of, PlanOf(of.Source, null));
            await item.Plan.RunAsync(of.Subject, CancellationToken.None);
            var (_, bytes) = Measure(item.Store);
            Print(of.Name, bytes, await AllocationSamples.OfAsync(bytes, () =>
            {
                Measure(item.Store);
                return Task.CompletedTask;
            }));
        }

        await SlowPlan.TypesAsync();
    }

    public static void Print(string name, long bytes, List<(string Type, long Size, double Count)> types)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {bytes:N0} B"));
        foreach (var (type, size, count) in types.Where(each => each.Count * each.Size > bytes / 100.0))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count * size / bytes:P1}  {count:0.0} × {size:N0} B  {type}"));
        }
    }

    private static async Task RowAsync(PlanCase of)
    {
        var item = new StoredItem(of, PlanOf(of.Source, null));
        // The first knows nothing of the signals' availability; those after it do.
        await item.Plan.RunAsync(of.Subject, CancellationToken.None);
        var (evaluate, allocated) = Measure(() => item.Evaluate());
        var (stored, allocatedStored) = Measure(item.Store);
        var pooled = await PooledAsync(item.Plan, of.Subject);
        var (interpreter, _) = Measure(() => Interpret(of));
        var bare = Bare(of);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {of.Name} | {Micro(evaluate)} | {Micro(stored)} ({stored / evaluate:0.0} ×) | {item.StoredBytes:N0} | {allocated:N0} B | {allocatedStored:N0} B | {item.KeptBytes():N0} B | {Micro(pooled)} | {Micro(interpreter)} ({interpreter / evaluate:N0} ×) | {Micro(bare)} (1 / {evaluate / bare:N0}) |"));
    }

    public static RulePlan PlanOf(RulesetSource source, RulePlan? previous) =>
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

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    public static string Micro(double microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{(microseconds < 1 ? Math.Round(microseconds, 3) : microseconds < 100 ? Math.Round(microseconds, 1) : Math.Round(microseconds)):#,0.###} µs");
}

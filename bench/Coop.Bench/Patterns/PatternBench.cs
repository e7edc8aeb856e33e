using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;

namespace Coop.Bench.Patterns;

/// <summary>What checking a pattern takes when it is saved, beside making its expression, and what that keeps in memory.</summary>
internal static class PatternBench
{
    private static readonly (string Name, int Count, Func<int, string> Make)[] Kinds =
    [
        ("`bad17word`", 100, number => $"bad{number}word"),
        (@"`\b(kill\|hurt)\s+(you\|him\|her)17\b`", 100, number => $@"\b(kill|hurt)\s+(you|him|her){number}\b"),
        (@"`[a-z0-9._%+-]+@[a-z0-9.-]+17\.[a-z]{2,}`", 100, number => $@"[a-z0-9._%+-]+@[a-z0-9.-]+{number}\.[a-z]{{2,}}"),
        ("twenty Chinese characters", 100, number => Chinese(number, 20)),
        ("a hundred", 5, number => Chinese(number, 100)),
        ("two hundred, the most that one may have", 5, number => Chinese(number, PatternWidth.Most)),
    ];

    public static void Run()
    {
        Console.WriteLine("| Pattern | to check it | to make it | allocated | kept |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, count, make) in Kinds)
        {
            // One before, for code that runs for the first time.
            JavaScriptPattern.Check(make(count));
            _ = Compile(make(count));
            var checking = Stopwatch.StartNew();
            for (var number = 0; number < count; number++)
            {
                JavaScriptPattern.Check(make(number));
            }

            checking.Stop();
            var kept = new Regex[count];
            var (memory, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetAllocatedBytesForCurrentThread());
            var making = Stopwatch.StartNew();
            for (var number = 0; number < count; number++)
            {
                kept[number] = Compile(make(number));
            }

            making.Stop();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            memory = GC.GetTotalMemory(forceFullCollection: true) - memory;
            GC.KeepAlive(kept);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {checking.Elapsed.TotalMicroseconds / count:N0} µs | {making.Elapsed.TotalMilliseconds / count:0.0} ms | {allocated / 1e6 / count:0.0} MB | {memory / 1e6 / count:0.0} MB |"));
        }
    }

    private static Regex Compile(string source) => JavaScriptPattern.Compile(new PatternTranslation(source), RegexOptions.NonBacktracking);

    private static string Chinese(int number, int width) => string.Concat(Enumerable.Range(0x4e00 + number, width).Select(letter => (char)letter));
}

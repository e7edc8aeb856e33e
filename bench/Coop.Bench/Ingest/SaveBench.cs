using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Coop.Bench.Ingest;

/// <summary>
/// What a save of a rule costs those who send items meanwhile: the real server in a process of its own with 1 000 rules on 100 000 keywords; one client saves a rule again and
/// again, another posts items over HTTP.
/// </summary>
internal static class SaveBench
{
    private const int Rules = 1_000;
    private const int Banks = 10;
    private const int KeywordsEach = 10_000;
    private const int Senders = 16;
    private const double ItemsPerSecond = 200;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync()
    {
        await using var subject = await Subject.StartAsync(0, 0, TextIntegration());
        var random = new Random(7);
        var banks = new List<string>();
        for (var bank = 0; bank < Banks; bank++)
        {
            banks.Add(await subject.CreateAsync("banks", new { name = $"Bank {bank}", type = "STRING", strings = Enumerable.Range(0, KeywordsEach).Select(_ => Word(random)).ToArray() }));
        }

        var rules = new string[Rules];
        await Parallel.ForAsync(0, Rules, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) => rules[number] = await subject.CreateAsync("rules", Rule(number, banks[number % Banks], subject.TypeId, 1)));
        Task<Sender> Connect() => subject.ConnectAsync(1, 1_000);
        await Load.PacedAsync(Connect, Senders, ItemsPerSecond, TimeSpan.FromSeconds(3));
        Console.WriteLine("| 200 items/s, one by one | 202: p50 ms | p99 ms | slowest ms | saves | save, in force: p50 ms | slowest ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Print("nobody saves", (await Load.PacedAsync(Connect, Senders, ItemsPerSecond, Time)).Milliseconds, []);
        await subject.DrainAsync();
        using var stop = new CancellationTokenSource();
        var saving = SaveAsync(subject, rules[^1], banks[(Rules - 1) % Banks], stop.Token);
        var took = (await Load.PacedAsync(Connect, Senders, ItemsPerSecond, Time)).Milliseconds;
        await stop.CancelAsync();
        Print("a rule is saved again and again", took, await saving);
    }

    private static async Task<List<double>> SaveAsync(Subject subject, string rule, string bank, CancellationToken stop)
    {
        var took = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await subject.ReplaceAsync("rules", rule, Rule(Rules - 1, bank, subject.TypeId, 1 + took.Count));
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(BetweenSaves, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        took.Sort();
        return took;
    }

    private static void Print(string name, List<double> took, List<double> saves) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {took[took.Count / 2]:0.0} | {took[(int)(took.Count * 0.99)]:0.0} | {took[^1]:0.0} | {saves.Count} | {(saves.Count == 0 ? "" : $"{saves[saves.Count / 2]:0.0} | {saves[^1]:0.0}")} |"));

    private static object Rule(int number, string bank, string typeId, double threshold) => new
    {
        name = $"Rule {number}",
        status = "LIVE",
        itemTypeIds = new[] { typeId },
        conditions = new
        {
            conjunction = "AND",
            conditions = new object[]
            {
                Leaf($"FREE_{number % FreeSignals.Count:000}", new { comparator = "GREATER_THAN_OR_EQUALS", threshold }),
                Leaf("TEXT_MATCHING_CONTAINS_TEXT", new { matchingValues = new { textBankIds = new[] { bank } } }),
            },
        },
    };

    private static Dictionary<string, JsonElement> Leaf(string signal, object rest)
    {
        var leaf = JsonSerializer.SerializeToElement(rest).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        leaf["input"] = JsonSerializer.SerializeToElement(new { type = "CONTENT_COOP_INPUT", name = "All text" });
        leaf["signal"] = JsonSerializer.SerializeToElement(new { id = JsonSerializer.Serialize(new { type = signal }), type = signal, name = signal });
        return leaf;
    }

    private static string Word(Random random) => string.Create(random.Next(7, 14), random, static (letters, made) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = (char)('a' + made.Next(26));
        }
    });

    /// <summary>Where it was built beside this program.</summary>
    private static string TextIntegration()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Coop.slnx")))
        {
            root = root.Parent;
        }

        return Path.Combine((root ?? throw new InvalidOperationException("This is run from within the repository.")).FullName, "integrations", "Coop.Integration.Text");
    }
}

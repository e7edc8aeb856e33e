using System.Diagnostics;
using System.Globalization;

namespace Coop.Bench.Ingest;

/// <summary>
/// What compiling costs those who send items meanwhile: the real server in a process of its own with the largest rules that the plan is measured with; one client changes
/// something again and again, another posts items over HTTP, one by one at a steady rate.
/// </summary>
internal static class SaveBench
{
    private const int Senders = 16;
    private const double ItemsPerSecond = 200;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(200);

    // The server tells nobody that it is ready, or that a plan is in force: it is asked, and what is measured is so much too long at most.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync()
    {
        await RunAsync(10);
        await RunAsync(1_000);
    }

    public static async Task RunAsync(int banks)
    {
        await using var subject = await Subject.StartAsync(0, 0, TextIntegration());
        var rules = await ManyRules.CreateAsync(subject, banks);
        await SendAsync(subject, TimeSpan.FromSeconds(3));
        await subject.DrainAsync();
        Console.WriteLine($"| {ManyRules.Count:N0} rules × 5, 100 000 keywords in {banks:N0} banks | 202: p50 ms | p99 ms | slowest ms | changes | in force: p50 ms | slowest ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        await RowAsync(subject, "nothing is changed", null);
        await RowAsync(subject, "a rule is changed again and again", rules.ChangeRuleAsync);
        await RowAsync(subject, $"a bank of {ManyRules.ChangedKeywords:N0} keywords is changed again and again", rules.ChangeBankAsync);
        await RowAsync(subject, "integrations are loaded in another version again and again", _ => ReloadAsync(subject));
        await StartAsync(subject);
    }

    private static async Task RowAsync(Subject subject, string name, Func<int, Task>? change)
    {
        using var stop = new CancellationTokenSource();
        var changing = change is null ? Task.FromResult<List<double>>([]) : ChangeAsync(change, stop.Token);
        var took = await SendAsync(subject, Time);
        await stop.CancelAsync();
        Print(name, took, await changing);
        await subject.DrainAsync();
    }

    /// <summary>From nothing on: when it listens, those who do not ask whether it is ready send at once.</summary>
    private static async Task StartAsync(Subject subject)
    {
        var began = Stopwatch.GetTimestamp();
        await subject.RestartAsync();
        var listening = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var early = SendAsync(subject, TimeSpan.FromMilliseconds(100));
        while (!await subject.IsReadyAsync())
        {
            await Task.Delay(AskAgain);
        }

        var ready = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Print($"the server starts, listens after {listening:N0} ms: sent in the first 100 ms of that", await early, [ready]);
        Print("sent once it says that it is ready", await SendAsync(subject, Time), []);
    }

    private static async Task<List<double>> SendAsync(Subject subject, TimeSpan time)
    {
        var (took, refused) = await Load.PacedAsync(() => subject.ConnectAsync(1, 1_000), Senders, ItemsPerSecond, time);
        return refused == 0 ? took : throw new InvalidOperationException($"{refused} items were not taken.");
    }

    private static async Task<List<double>> ChangeAsync(Func<int, Task> change, CancellationToken stop)
    {
        var took = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await change(took.Count);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(BetweenChanges, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        took.Sort();
        return took;
    }

    /// <summary>Whoever reloads is answered before what follows from it is compiled; when it is, the plan is kept and in force.</summary>
    private static async Task ReloadAsync(Subject subject)
    {
        const string Newest = "SELECT count(*) FROM plans";
        var before = subject.Ask(Newest);
        await subject.ReloadAsync();
        while (subject.Ask(Newest) == before)
        {
            await Task.Delay(AskAgain);
        }
    }

    private static void Print(string name, List<double> took, List<double> changes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {took[took.Count / 2]:0.0} | {took[(int)(took.Count * 0.99)]:0.0} | {took[^1]:0.0} | {(changes.Count == 0 ? "| " : $"{changes.Count} | {changes[changes.Count / 2]:0} | {changes[^1]:0}")} |"));

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

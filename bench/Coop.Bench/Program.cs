using System.Globalization;
using Coop.Bench.Arrivals;
using Coop.Bench.Fairness;
using Coop.Bench.Ingest;
using Coop.Bench.Pages;
using Coop.Bench.Patterns;
using Coop.Bench.Plan;
using Coop.Bench.ProcessCalls;
using Coop.Bench.Start;
using Coop.Bench.Webhooks;

switch (args)
{
    case ["all"]:
        await PlanBench.RunAsync();
        await SaveBench.RunAsync();
        await ArrivalsBench.RunAsync();
        await FairnessBench.RunAsync();
        await WebhookBench.RunAsync();
        await IngestBench.RunAsync();
        await IngestBench.LongAsync(TimeSpan.FromMinutes(10));
        return 0;
    case ["start"]:
        await StartBench.RunAsync();
        return 0;
    case ["start", var folder]:
        await StartBench.MeasureAsync(folder);
        return 0;
    case ["plan"]:
        await PlanBench.RunAsync();
        return 0;
    case ["plan", "types"]:
        await PlanBench.TypesAsync();
        return 0;
    case ["plan", "slow"]:
        await SlowPlan.RowAsync();
        return 0;
    case ["patterns"]:
        PatternBench.Run();
        return 0;
    case ["process"]:
        await ProcessBench.RunAsync();
        return 0;
    case ["pages"]:
        await PagesBench.RunAsync();
        return 0;
    case ["ingest"]:
        await IngestBench.RunAsync();
        return 0;
    case ["ingest", "bare"]:
        await IngestBench.BareAsync();
        return 0;
    case ["ingest", "rules", var rules]:
        await IngestBench.CoopAsync(Number(rules), decided: 0);
        return 0;
    case ["ingest", "rules", var rules, "stored", var decided]:
        await IngestBench.CoopAsync(Number(rules), Number(decided));
        return 0;
    case ["ingest", "long", var minutes]:
        await IngestBench.LongAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));
        return 0;
    case ["arrivals"]:
        await ArrivalsBench.RunAsync();
        return 0;
    case ["save"]:
        await SaveBench.RunAsync();
        return 0;
    case ["save", var banks]:
        await SaveBench.RunAsync(Number(banks));
        return 0;
    case ["ingest-bare", .. var file]:
        await BareServer.RunAsync(file.SingleOrDefault());
        return 0;
    case ["fairness"]:
        await FairnessBench.RunAsync();
        return 0;
    case ["webhooks"]:
        await WebhookBench.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("""
            Which? docs/benchmarks.md says what each counts.
              all           plan, save, arrivals, fairness, webhooks, ingest and ingest long 10, one after the other: three quarters of an hour
              plan          rules beside a plain interpreter of them; plan types: what an item allocates; plan slow: only the rules on slow signals
              save          items that are sent while something is compiled; save 10, save 1000: with so many banks
              arrivals      sixty bodies of 50 MB at once
              fairness      one organisation beside another on a slow signal
              webhooks      of one organisation, beside hanging receivers of another
              ingest        from POST to decided; parts of it: ingest bare, ingest rules 10, ingest rules 10 stored 2000000; beside it: ingest long 10
              start         1, 10 and 100 .NET integrations
              process       a call into a Node integration against a raw socket echo
              pages         the web application in a browser
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

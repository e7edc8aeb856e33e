using System.Globalization;
using Coop.Bench.Fairness;
using Coop.Bench.Ingest;
using Coop.Bench.Pages;
using Coop.Bench.Plan;
using Coop.Bench.ProcessCalls;
using Coop.Bench.Start;
using Coop.Bench.Webhooks;

switch (args)
{
    case ["start"]:
        await StartBench.RunAsync();
        return 0;
    case ["start", var folder]:
        await StartBench.MeasureAsync(folder);
        return 0;
    case ["plan"]:
        await PlanBench.RunAsync();
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
    case ["save"]:
        await SaveBench.RunAsync();
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
        Console.Error.WriteLine("Which? start: load 1, 10 and 100 .NET integrations. plan: rules beside a plain interpreter of them. process: call into a Node integration against a raw socket echo. pages: the web application in a browser. ingest: from POST to decided; parts of it: ingest bare, ingest rules 10, ingest rules 10 stored 2000000; ingest long 10. save: items that are sent while a rule is saved. fairness: one organisation beside another on a slow signal. webhooks: of one organisation, beside hanging receivers of another.");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

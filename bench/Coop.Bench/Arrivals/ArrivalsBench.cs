using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Coop.Bench.Ingest;

namespace Coop.Bench.Arrivals;

/// <summary>Bodies of the largest size, all sent at once: what becomes of the server's memory, and of a small body beside them.</summary>
internal static class ArrivalsBench
{
    private const int Bodies = 60;
    private const int Largest = 50 * 1024 * 1024;
    private const int MostItems = 10_000;

    // So many small bodies are no load of their own.
    private static readonly TimeSpan BetweenSmall = TimeSpan.FromMilliseconds(20);

    // Time for the collector: what is held after it is in the table.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        Console.WriteLine($"| {Bodies} bodies of 50 MB at once | resident MiB before | at most | {Afterwards.TotalSeconds:0} s after | taken | refused | all answered after s | slowest small body beside them, ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        await MeasureAsync("10 000 items of 5 KB", type => Items(type, MostItems, (Largest / MostItems) - 100));
        await MeasureAsync("one item", type => Items(type, 1, Largest - 1000));
        await MeasureAsync("items `{}`, 17 million of them", _ => Fill("{}"));
        await MeasureAsync("one item with a list of 17 million `{}`", type => Fill("{}", $$"""{"items":[{"id":"1","typeId":"{{type}}","data":{"text":"good","list":[""", "]}}]}"));
    }

    private static async Task MeasureAsync(string name, Func<string, byte[]> make)
    {
        await using var subject = await Subject.StartAsync(10, 0);
        var body = make(subject.TypeId);
        var before = subject.Server.ResidentMiB;
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2 * Bodies, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = subject.Server.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("x-api-key", subject.ApiKey);
        client.DefaultRequestHeaders.ExpectContinue = true;
        var began = Stopwatch.GetTimestamp();
        var sending = Task.WhenAll(Enumerable.Range(0, Bodies).Select(_ => SendAsync(client, body)));
        var slowest = TimeSpan.Zero;
        var small = Items(subject.TypeId, 1, 100);
        while (!sending.IsCompleted)
        {
            var sent = Stopwatch.GetTimestamp();
            if (await SendAsync(client, small) is not HttpStatusCode.Accepted and var status)
            {
                throw new InvalidOperationException($"A small body was answered with {status}.");
            }

            slowest = Stopwatch.GetElapsedTime(sent) is var took && took > slowest ? took : slowest;
            await Task.Delay(BetweenSmall);
        }

        var answers = await sending;
        var all = Stopwatch.GetElapsedTime(began);
        await Task.Delay(Afterwards);
        var refused = answers.Where(answer => answer != HttpStatusCode.Accepted).GroupBy(answer => (int)answer).Select(group => $"{group.Count()} × {group.Key}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {before:0} | {subject.Server.PeakMiB:0} | {subject.Server.ResidentMiB:0} | {answers.Count(answer => answer == HttpStatusCode.Accepted)} | {string.Join(", ", refused)} | {all.TotalSeconds:0.0} | {slowest.TotalMilliseconds:0} |"));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.PostAsync("/api/v1/items/async", content);
        return answer.StatusCode;
    }

    private static byte[] Items(string typeId, int count, int textBytes)
    {
        var text = new string('x', textBytes);
        var json = new StringBuilder("""{"items":[""");
        for (var i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$$"""{"id":"{{{i}}}","typeId":"{{{typeId}}}","data":{"text":"{{{text}}}"}}""");
        }

        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }

    private static byte[] Fill(string element, string head = """{"items":[""", string tail = "]}")
    {
        var body = new MemoryStream(Largest);
        body.Write(Encoding.UTF8.GetBytes(head + element));
        var each = Encoding.UTF8.GetBytes("," + element);
        while (body.Length + each.Length + tail.Length <= Largest)
        {
            body.Write(each);
        }

        body.Write(Encoding.UTF8.GetBytes(tail));
        return body.ToArray();
    }
}

using System.Diagnostics;

namespace Coop.Bench.Ingest;

/// <summary>Senders side by side: as fast as they are answered, or at a pace of their own whether they are answered or not.</summary>
internal static class Load
{
    /// <returns>How many items were accepted, and how many requests were told to come again.</returns>
    public static async Task<(long Accepted, long Refused)> FullAsync(Func<Task<Sender>> connect, int senders, int batch, TimeSpan time)
    {
        long accepted = 0, refused = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            using var sender = await connect();
            while (Stopwatch.GetElapsedTime(began) < time)
            {
                var (status, wait) = await sender.PostAsync();
                if (status == 202)
                {
                    Interlocked.Add(ref accepted, batch);
                    continue;
                }

                Interlocked.Increment(ref refused);
                if (status != 503)
                {
                    throw new InvalidOperationException($"The server answered {status}.");
                }

                // A sender comes back a little earlier than told, as impatient ones do; the figure is what the server decides, not what it is offered.
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(1, wait)) / 4);
            }
        })));
        return (accepted, refused);
    }

    /// <summary>Requests begin at fixed times; a late answer delays nothing but itself, and is measured from when its request was due.</summary>
    /// <returns>Milliseconds to each 202, sorted, and how many requests were told to come again.</returns>
    public static async Task<(List<double> Milliseconds, long Refused)> PacedAsync(Func<Task<Sender>> connect, int senders, double requestsPerSecond, TimeSpan time)
    {
        long refused = 0;
        var took = new List<double>();
        var (began, every) = (Stopwatch.GetTimestamp(), senders / requestsPerSecond);
        await Task.WhenAll(Enumerable.Range(0, senders).Select(number => Task.Run(async () =>
        {
            using var sender = await connect();
            for (var i = 0; ; i++)
            {
                var due = TimeSpan.FromSeconds((i + ((double)number / senders)) * every);
                if (due > time)
                {
                    return;
                }

                if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                {
                    await Task.Delay(early);
                }

                // Timers are late by up to a millisecond of their own; that is the sender's and not the server's.
                var from = Stopwatch.GetElapsedTime(began) - due is { TotalMilliseconds: < 2 } ? Stopwatch.GetElapsedTime(began) : due;
                var (status, _) = await sender.PostAsync();
                lock (took)
                {
                    took.Add((Stopwatch.GetElapsedTime(began) - from).TotalMilliseconds);
                    refused += status == 202 ? 0 : 1;
                }
            }
        })));
        took.Sort();
        return (took, refused);
    }
}

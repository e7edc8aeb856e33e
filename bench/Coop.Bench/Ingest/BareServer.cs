using System.Text.Json;
using System.Threading.Channels;
using Coop.Engine.Submissions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coop.Bench.Ingest;

/// <summary>What HTTP, the parse and one durable append cost without anything else: Kestrel, the same reading of the body, and, when asked, one flush to the disk for all that wait.</summary>
internal static class BareServer
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="file">Appended to before the answer; null for no append.</param>
    public static async Task RunAsync(string? file)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"] });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var app = builder.Build();
        var log = file is null ? null : new DurableLog(file);
        app.MapPost("/api/v1/items/async", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            var batch = SubmissionBatch.Read(body.RootElement).Value;
            if (log is not null)
            {
                await log.AppendAsync([.. batch.Items.Select(item => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(item.Value.Data).ToArray())]);
            }

            return Results.Json(new { }, statusCode: StatusCodes.Status202Accepted);
        });
        await app.RunAsync();
    }

    private sealed class DurableLog : IDisposable
    {
        private readonly Channel<(byte[][] Rows, TaskCompletionSource Done)> _queue = Channel.CreateUnbounded<(byte[][], TaskCompletionSource)>();
        private readonly FileStream _file;

        public DurableLog(string file)
        {
            _file = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
            new Thread(Loop) { IsBackground = true }.Start();
        }

        public Task AppendAsync(byte[][] rows)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.Writer.TryWrite((rows, done));
            return done.Task;
        }

        public void Dispose()
        {
            _queue.Writer.TryComplete();
            _file.Dispose();
        }

        private void Loop()
        {
            var group = new List<TaskCompletionSource>();
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                group.Clear();
                while (group.Count < 1024 && _queue.Reader.TryRead(out var next))
                {
                    foreach (var row in next.Rows)
                    {
                        _file.Write(row);
                    }

                    group.Add(next.Done);
                }

                _file.Flush(flushToDisk: true);
                group.ForEach(done => done.TrySetResult());
            }
        }
    }
}

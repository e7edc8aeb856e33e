using System.Text;
using Microsoft.Extensions.Logging;

namespace Coop.Plugins.Processes.Children;

/// <summary>
/// What a child writes to stdout and stderr: its log. Long lines are cut, floods are counted instead of kept, and nothing in it is ever read as a message.
/// </summary>
/// <param name="clean">Takes out what must not be shown.</param>
internal sealed partial class ChildOutput(ILogger log, Func<string, string> clean, TimeProvider time)
{
    private const int LongestLine = 2000;

    // Read beyond what is shown, so that a secret is whole when it is looked for.
    private const int LongestRead = LongestLine + 2000;

    private const int LinesKept = 8;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new();

    /// <summary>The last lines of stderr, for the reason when the child ends.</summary>
    public string Tail
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _last);
            }
        }
    }

    /// <summary>Reads until the stream ends. Never throws.</summary>
    public async Task ReadAsync(Stream stream, bool isError)
    {
        var bytes = new byte[8192];
        var chars = new char[8192];
        var decoder = Encoding.UTF8.GetDecoder();
        var line = new StringBuilder();
        var budget = new LineBudget(time);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(bytes).ConfigureAwait(false)) > 0)
            {
                var count = decoder.GetChars(bytes, 0, read, chars, 0);
                Take(chars.AsSpan(0, count), line, isError, budget);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The child, or its stream, is gone.
        }

        End(line, isError, budget);
    }

    private void Take(ReadOnlySpan<char> text, StringBuilder line, bool isError, LineBudget budget)
    {
        while (text.IndexOf('\n') is var end and >= 0)
        {
            Append(text[..end], line);
            End(line, isError, budget);
            text = text[(end + 1)..];
        }

        Append(text, line);
    }

    private static void Append(ReadOnlySpan<char> text, StringBuilder line) =>
        line.Append(text[..Math.Clamp(LongestRead - line.Length, 0, text.Length)]);

    private void End(StringBuilder line, bool isError, LineBudget budget)
    {
        var text = clean(line.ToString().TrimEnd('\r'));
        text = text.Length > LongestLine ? text[..LongestLine] : text;
        line.Clear();
        if (text.Length == 0)
        {
            return;
        }

        if (isError)
        {
            Keep(text);
        }

        if (!budget.TryTake(out var dropped))
        {
            return;
        }

        if (dropped > 0)
        {
            Dropped(log, dropped);
        }

        if (isError)
        {
            ErrorLine(log, text);
        }
        else
        {
            Line(log, text);
        }
    }

    private void Keep(string text)
    {
        lock (_lock)
        {
            _last.Enqueue(text);
            if (_last.Count > LinesKept)
            {
                _last.Dequeue();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "stdout: {Text}")]
    private static partial void Line(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "stderr: {Text}")]
    private static partial void ErrorLine(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It wrote too much: {Count} lines were dropped")]
    private static partial void Dropped(ILogger logger, int count);
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Coop.BrowserTests.Support;

/// <summary>The line between a browser and a server, which can go silent, break and be mended.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _passes = Opened();
    private volatile bool _isCut;

    public Wire(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    public void GoSilent() => _passes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every connection ends, and no new one comes about. What had not passed is lost.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var end in _ends)
        {
            end.Close();
        }
    }

    public void Mend()
    {
        _passes.TrySetResult();
        (_passes, _isCut) = (Opened(), false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Mend();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var browser = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isCut)
                {
                    browser.Close();
                    continue;
                }

                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _server.Port, _stop.Token);
                _ends.Add(browser);
                _ends.Add(server);
                _ = PassAsync(browser, server);
                _ = PassAsync(server, browser);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The test is over, or the server is.
            }
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                await _passes.Task;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception ended) when (ended is IOException or InvalidOperationException)
        {
            // Cut, or hung up.
        }

        from.Close();
        to.Close();
    }
}

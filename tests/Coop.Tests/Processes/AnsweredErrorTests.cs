using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coop.Engine.Signals;
using Coop.Plugins.Processes.Connection;

namespace Coop.Tests.Processes;

/// <summary>An integration's error, written by whatever runs it, is that call's; what is no error of the protocol ends the conversation.</summary>
public sealed class AnsweredErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ "code": -32000, "message": "Unknown: \ud83d." }""", "half of a surrogate pair")]
    [InlineData("""{ "code": -32000, "message": "Unknown: \ud83d\ude00.", "more": { "\ud83d": [] } }""", "Unknown: 😀.")]
    [InlineData("""{ "code": -32000, "message": null }""", null)]
    [InlineData("null", null)]
    public async Task An_error_of_an_author_is_its_call_s_alone(string error, string? says)
    {
        await using var connection = new Pair();
        var (calling, peer) = await connection.CallAsync("""{ "error": ERROR }""".Replace("ERROR", error, StringComparison.Ordinal));

        var thrown = await Assert.ThrowsAsync<WireException>(() => calling);
        Assert.True(says is null ? thrown.Error.Message is null : thrown.Error.Message!.Contains(says, StringComparison.Ordinal), thrown.Error.Message);
        Assert.False(peer.Completion.IsCompleted);
        var (next, _) = await connection.CallAsync("""{ "result": 7 }""");
        Assert.Equal(7, (int)(await next)!);
    }

    [Theory]
    [InlineData("""{ "error": { "code": "E1", "message": "x" } }""", "An answer's error is no error.")]
    [InlineData("""{ "error": { "code": 1.5, "message": "x" } }""", "An answer's error is no error.")]
    [InlineData("""{ "error": { "code": 1, "message": [] } }""", "An answer's error is no error.")]
    [InlineData("""{ "error": "x" }""", "An answer's error is no error.")]
    [InlineData("""{ "method": "\ud83d" }""", "A message is no JSON.")]
    public async Task What_is_no_error_ends_the_conversation_and_says_so(string answer, string says)
    {
        await using var connection = new Pair();
        var (calling, host) = await connection.CallAsync(answer);

        await Assert.ThrowsAsync<ProcessCrashedException>(() => calling);
        Assert.Equal(says, Assert.IsType<BrokenProtocolException>(await host.Completion.WaitAsync(Cancel)).Message);
    }

    private sealed class Pair : IAsyncDisposable
    {
        private readonly TcpListener _listening = new(IPAddress.Loopback, 0);
        private readonly TcpClient _client = new();
        private ProcessConnection? _host;
        private GoldenPeer? _peer;

        /// <summary>A call, and the members that the other side answers beside its id.</summary>
        public async Task<(Task<JsonNode?> Calling, ProcessConnection Host)> CallAsync(string answer)
        {
            if (_host is null)
            {
                _listening.Start();
                await _client.ConnectAsync((IPEndPoint)_listening.LocalEndpoint, Cancel);
                _host = new ProcessConnection((await _listening.AcceptTcpClientAsync(Cancel)).GetStream(), new SilentListener());
                _peer = new GoldenPeer(_client.GetStream());
            }

            var calling = _host.CallAsync("signal/run", 0, static (json, _) => json.WriteNullValue(), static bytes => JsonNode.Parse(bytes), Cancel);
            var id = JsonElement.Parse(await _peer!.ReceiveAsync(Cancel)).GetProperty("id").GetInt64();
            await _peer.SendAsync($$"""{ "jsonrpc": "2.0", "id": {{id}}, {{answer.Trim()[1..]}}""", Cancel);
            return (calling, _host);
        }

        public async ValueTask DisposeAsync()
        {
            if (_host is not null)
            {
                await _host.DisposeAsync();
            }

            _client.Dispose();
            _listening.Dispose();
        }
    }
}

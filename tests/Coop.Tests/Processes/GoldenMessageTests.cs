using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Tests.Processes;

/// <summary>The host's side of tests/protocol; the runner's side is tested in node/test/protocol.test.mjs.</summary>
public sealed class GoldenMessageTests
{
    public static TheoryData<string> Files => [.. GoldenFiles.Names];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_host_speaks_and_understands_every_golden_exchange(string file)
    {
        await using var ends = await ConnectedAsync();
        foreach (var exchange in GoldenFiles.Read(file))
        {
            if (exchange.Name == "an answer to nothing is ignored")
            {
                // This host cannot be brought to give one; the runner's tests send it.
                continue;
            }

            var playing = ends.Peer.PlayAsync(exchange, Cancel);
            ends.Listener.Configs = new Queue<GoldenMessage>(exchange.Messages.Where(message => message.FromHost && message.Method is null));
            foreach (var said in exchange.Messages.Where(message => message.FromHost && message.Method is not null))
            {
                if (said.Id is { } id)
                {
                    var expected = exchange.Messages.Single(message => !message.FromHost && message.Method is null && message.Id == id).Json;
                    await CallAsync(ends.Connection, said, expected, exchange);
                }
                else if (said.Method != "cancel")
                {
                    ends.Connection.Notify(said.Method!, said.Json.GetProperty("params"), JsonMetadataServices.CreateValueInfo<JsonElement>(JsonSerializerOptions.Default, JsonMetadataServices.JsonElementConverter));
                }
            }

            await playing.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        }
    }

    [Fact]
    public void Every_kind_of_value_is_written_as_the_golden_messages_have_it()
    {
        (string Type, ScalarValue Value)[] values =
        [
            ("USER_ID", ScalarValue.Reference(ScalarType.UserId, new ItemReference("u1", "t", "never sent"))),
            ("ID", ScalarValue.Text(ScalarType.Id, "x")),
            ("BOOLEAN", ScalarValue.Boolean(false)),
            ("NUMBER", ScalarValue.Number(-1.5)),
            ("AUDIO", ScalarValue.Media(ScalarType.Audio, new MediaReference("https://media.example/a.mp3", MediaKind.Audio))),
            ("IMAGE", ScalarValue.Media(ScalarType.Image, new MediaReference("https://media.example/a.png", MediaKind.Image))),
            ("VIDEO", ScalarValue.Media(ScalarType.Video, new MediaReference("https://media.example/a.mp4", MediaKind.Video))),
            ("DATETIME", ScalarValue.Text(ScalarType.Datetime, "2026-03-01T10:00:00.000Z")),
            ("GEOHASH", ScalarValue.Text(ScalarType.Geohash, "u4pruyd")),
            ("RELATED_ITEM", ScalarValue.Reference(ScalarType.RelatedItem, new ItemReference("i", "t", "n"))),
            ("URL", ScalarValue.Text(ScalarType.Url, "https://media.example/")),
            ("POLICY_ID", ScalarValue.Text(ScalarType.PolicyId, "p")),
            ("IP_ADDRESS", ScalarValue.Text(ScalarType.IpAddress, "2001:db8::1")),
            ("EMAIL_ADDRESS", ScalarValue.Text(ScalarType.EmailAddress, "a@b.example")),
            ("MEDIA", ScalarValue.Media(ScalarType.Media, new MediaReference("https://media.example/a.png", MediaKind.Image))),
        ];
        Assert.Equal(WireNames.All<ScalarType>().Order(), values.Select(value => value.Type).Append("STRING").Order());
        foreach (var (type, value) in values)
        {
            ExpectParams($"a value of type {type}", new SignalInput { OrgId = "org1", SignalId = "GOLDEN_MIRROR", Value = value });
        }
    }

    [Fact]
    public void Every_member_of_an_input_is_written_as_the_golden_messages_have_it() => ExpectParams("every member of the input arrives unchanged", new SignalInput
    {
        OrgId = "org1",
        SignalId = "GOLDEN_MIRROR",
        Value = ScalarValue.Text("naïve 🦊"),
        MatchingValues = new MatchingValues { Strings = ["one", "two"] },
        ActionPenalties = [new ActionPenalty("a1", "p1", ["MEDIUM"])],
        Subcategory = "sub",
        ContentId = "c1",
        UserId = "u1",
        ContextId = "x1",
        ContentType = "Post",
        Args = JsonDocument.Parse("""{ "k": 1 }""").RootElement,
    });

    [Fact]
    public void A_whole_item_is_written_as_the_golden_messages_have_it()
    {
        var data = GoldenFiles.Find("signal-run", "a whole item arrives unchanged").Request.GetProperty("params").GetProperty("input").GetProperty("value").GetProperty("data");
        ExpectParams("a whole item arrives unchanged", new SignalInput
        {
            OrgId = "org1",
            SignalId = "GOLDEN_MIRROR",
            ContentId = "c1",
            UserId = "u1",
            ContextId = "thread9",
            ContentType = "Post",
            Item = new FullItem(
                "t-post", "Post", ItemTypeKind.Content,
                [new ItemField("text", ScalarType.String, true), new ItemField("tags", ScalarType.String, false, ContainerType.Array)],
                new Dictionary<string, string> { ["creatorId"] = "author" }, "2026-01-01T00:00:00.000Z", data),
        });
    }

    [Theory]
    [InlineData("a score with its detail")]
    [InlineData("not applicable")]
    [InlineData("trouble of a named kind")]
    [InlineData("an error without a kind")]
    [InlineData("a returned permanent failure")]
    [InlineData("null for a result")]
    [InlineData("a signal that is not there")]
    public void An_answer_becomes_a_result_or_an_exception(string exchange)
    {
        var answer = GoldenFiles.Find("signal-run", exchange).Answer;
        object became = answer.TryGetProperty("result", out var result)
            ? ResultReader.Read(System.Text.Encoding.UTF8.GetBytes(result.GetRawText()))
            : ErrorCode.ToException(answer.GetProperty("error").Deserialize(WireJson.Default.WireError)!);
        switch (exchange)
        {
            case "a score with its detail":
                Assert.Equal(SignalResult.Scored("hi", "m", "d"), became);
                break;
            case "not applicable":
                Assert.Equal(SignalResult.NotApplicable("Too short to judge."), became);
                break;
            case "trouble of a named kind":
                var trouble = Assert.IsType<SignalException>(became);
                Assert.Equal((SignalErrorKind.Unavailable, "Busy.", TimeSpan.FromSeconds(1.5)), (trouble.Kind, trouble.Message, trouble.RetryAfter));
                break;
            case "a returned permanent failure":
                Assert.Equal(SignalErrorKind.Permanent, Assert.IsType<SignalException>(became).Kind);
                break;
            case "null for a result":
                Assert.IsType<InvalidOutputException>(became);
                break;
            default:
                Assert.IsType<ProcessCrashedException>(became);
                break;
        }
    }

    [Fact]
    public void A_batch_keeps_each_input_s_outcome()
    {
        var answer = GoldenFiles.Find("signal-run-batch", "results and one input's trouble").Answer.GetProperty("result");
        var results = ResultReader.ReadBatch(System.Text.Encoding.UTF8.GetBytes(answer.GetRawText()), 2);
        Assert.Equal(SignalResult.Scored(1), results[0].Result);
        Assert.Equal(SignalErrorKind.OutOfScope, results[1].Error?.Kind);
        Assert.Throws<InvalidOutputException>(() => ResultReader.ReadBatch(System.Text.Encoding.UTF8.GetBytes(answer.GetRawText()), 3));
    }

    private static void ExpectParams(string exchange, SignalInput input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            SignalWriter.WriteRun(json, input.SignalId, input);
        }

        var expected = JsonNode.Parse(GoldenFiles.Find("signal-run", exchange).Request.GetProperty("params").GetRawText());
        var written = JsonNode.Parse(buffer.WrittenSpan);
        Assert.True(JsonNode.DeepEquals(expected, written), $"{exchange}: expected {expected}, wrote {written}");
    }

    private static async Task CallAsync(ProcessConnection connection, GoldenMessage said, JsonElement expected, GoldenExchange exchange)
    {
        using var giveUp = new CancellationTokenSource();
        var calling = connection.CallAsync(
            said.Method!, said.Json.GetProperty("params"), static (json, element) => element.WriteTo(json), static bytes => JsonNode.Parse(bytes), giveUp.Token);
        if (exchange.Messages.Any(message => message.Method == "cancel"))
        {
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        }
        else if (expected.TryGetProperty("error", out var error))
        {
            var thrown = await Assert.ThrowsAsync<WireException>(() => calling.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
            Assert.Equal((error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()), (thrown.Error.Code, thrown.Error.Message));
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected.GetProperty("result").GetRawText()), await calling.WaitAsync(TimeSpan.FromSeconds(20), Cancel)), exchange.Name);
        }
    }

    private static async Task<Ends> ConnectedAsync()
    {
        using var listening = new TcpListener(IPAddress.Loopback, 0);
        listening.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listening.LocalEndpoint, Cancel);
        var accepted = await listening.AcceptTcpClientAsync(Cancel);
        var listener = new GoldenListener();
        return new Ends(new ProcessConnection(accepted.GetStream(), listener), new GoldenPeer(client.GetStream()), listener, client);
    }

    private sealed record Ends(ProcessConnection Connection, GoldenPeer Peer, GoldenListener Listener, TcpClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Connection.DisposeAsync();
            Client.Dispose();
        }
    }

    /// <summary>Answers what the golden messages have the host answer.</summary>
    private sealed class GoldenListener : IConnectionListener
    {
        public Queue<GoldenMessage> Configs { get; set; } = new();

        public void Notified(string method, ReadOnlySpan<byte> parameters) => Assert.True(method is "hello" or "connection/testStep" or "log", method);

        public Task<Action<Utf8JsonWriter>> AskedAsync(long id, string method, byte[] parameters, CancellationToken cancellationToken)
        {
            Assert.Equal("config/get", method);
            var answer = Configs.Dequeue().Json;
            return answer.TryGetProperty("error", out var error)
                ? throw new WireException(error.Deserialize(WireJson.Default.WireError)! with { Data = null })
                : Task.FromResult<Action<Utf8JsonWriter>>(answer.GetProperty("result").WriteTo);
        }

        public void Abandoned()
        {
        }
    }
}

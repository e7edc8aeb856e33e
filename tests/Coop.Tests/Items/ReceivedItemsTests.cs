using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Coop.Engine.Flow;
using Coop.Tests.Flow;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Items;

/// <summary>Bodies of the largest size that come at once: what there is no room for is refused before it is read, and a neighbour's gets in.</summary>
public sealed class ReceivedItemsTests
{
    private const string Async = "/api/v1/items/async";
    private const string Policies = "/api/v1/admin/policies";

    private const int Largest = 50 * 1024 * 1024;

    [Fact]
    public async Task While_a_large_body_is_read_another_of_its_organisation_is_refused_unread_and_a_neighbours_gets_in()
    {
        // Nobody sends on here, and the server itself must not end what nobody sends on.
        await using var server = await TestServer.StartAsync(configure: builder => builder.WebHost.ConfigureKestrel(options => options.Limits.MinRequestBodyDataRate = null));
        var (flood, neighbour) = (new Moderation(await server.CreateOrgAsync("Flood")), new Moderation(await server.CreateOrgAsync("Neighbour")));
        var (type, post) = (await flood.PostTypeAsync(), await neighbour.PostTypeAsync());
        using (var first = await SendingAsync(server, flood.Org.ItemsKey))
        {
            Assert.StartsWith("HTTP/1.1 100", await first.ReadAsync(), StringComparison.Ordinal);

            using var second = await SendingAsync(server, flood.Org.ItemsKey);
            var refusal = second.ReadAsync();
            using var setting = await SendingAsync(server, flood.Org.AdminKey, path: Policies);
            var refused = setting.ReadAsync();
            await neighbour.SubmitAsync(Moderation.Item("n", post));
            await neighbour.DecisionsAsync("n");
            await flood.SubmitAsync(Moderation.Item("small", type));
            using var large = await SendingAsync(server, neighbour.Org.ItemsKey, Largest / 2);
            Assert.StartsWith("HTTP/1.1 100", await large.ReadAsync(), StringComparison.Ordinal);

            var answer = await refusal;
            Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
            Assert.Contains("Retry-After: 2", answer, StringComparison.Ordinal);
            Assert.Contains("submission.no-room-to-read", await second.ReadAsync(answer, "no-room-to-read"), StringComparison.Ordinal);
            Assert.StartsWith("HTTP/1.1 503", await refused, StringComparison.Ordinal);
        }

        // Its sender went away, so its room is free again.
        await Eventually.SeeAsync(
            async () =>
            {
                using var again = await SendingAsync(server, flood.Org.ItemsKey);
                return await again.ReadAsync();
            },
            answer => answer.StartsWith("HTTP/1.1 100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Items_come_over_http_2_too()
    {
        await using var server = await TestServer.StartAsync(configure: builder => builder.WebHost.ConfigureKestrel(BothProtocols));
        var org = new Moderation(await server.CreateOrgAsync());
        var type = await org.PostTypeAsync();
        using var client = new HttpClient { BaseAddress = Http2(server) };
        using var request = OverHttp2(org, new StringContent($$"""{ "items": [{{Moderation.Item("h2", type)}}] }""", Encoding.UTF8, "application/json"));

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await org.DecisionsAsync("h2");
    }

    [Theory]
    [InlineData(Async, "Content-Length: 52428800")]
    [InlineData(Async, "Transfer-Encoding: chunked")]
    [InlineData(Policies, "Content-Length: 52428800")]
    [InlineData(Policies, "Transfer-Encoding: chunked")]
    public async Task A_body_that_does_not_arrive_is_not_waited_for_for_ever_and_gives_its_room_back(string path, string length)
    {
        await using var server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton(Hasty));
        var org = new Moderation(await server.CreateOrgAsync());
        using var never = await Sending.BeginAsync(server.Address, path, path == Async ? org.Org.ItemsKey : org.Org.AdminKey, length);
        Assert.StartsWith("HTTP/1.1 100", await never.ReadAsync(), StringComparison.Ordinal);

        var answer = await never.ReadAsync("", "faster line");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Contains("http.body-too-slow", answer, StringComparison.Ordinal);
        Assert.Contains("in 0.2 seconds of waiting for it 0 bytes came. In the long run it has to come with 262144 bytes a second", answer, StringComparison.Ordinal);
        using var next = await SendingAsync(server, org.Org.ItemsKey);
        Assert.StartsWith("HTTP/1.1 100", await next.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_trickles_keeps_no_room_from_others()
    {
        await using var server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton(new FlowOptions
        {
            SendingGrace = TimeSpan.FromMilliseconds(200),
            SlowDown = TimeSpan.FromMilliseconds(10),
        }));
        using var first = await SendingAsync(server, (await server.CreateOrgAsync("First")).ItemsKey);
        using var second = await SendingAsync(server, (await server.CreateOrgAsync("Second")).ItemsKey);
        Assert.StartsWith("HTTP/1.1 100", await first.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 100", await second.ReadAsync(), StringComparison.Ordinal);
        var third = await server.CreateOrgAsync("Third");

        await Eventually.SeeAsync(
            async () =>
            {
                await first.TrickleAsync();
                await second.TrickleAsync();
                using var large = await SendingAsync(server, third.ItemsKey);
                return await large.ReadAsync();
            },
            answer => answer.StartsWith("HTTP/1.1 100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_waits_for_decisions_keeps_no_room_from_other_bodies()
    {
        await using var server = await FlowServer.StartAsync(new FlowOptions { SlowDown = TimeSpan.FromMilliseconds(10) });
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        // As long as a body can be: a second one finds no room while the first has it.
        var rest = new string(' ', Largest - 1000);
        foreach (var (index, isDryRun) in ((string[])["false", "true"]).Index())
        {
            _ = org.PostAsync("/api/v1/items/evaluate", $$"""{ "items": [{{Moderation.Item(isDryRun, type)}}], "dryRun": {{isDryRun}} {{rest}} }""");
            await Eventually.SeeAsync(() => server.Signal.Waiting == index + 1);
        }

        using var next = await SendingAsync(server.Server, org.Org.ItemsKey);

        Assert.StartsWith("HTTP/1.1 100", await next.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_mistakes_the_first_are_told_and_how_many_more_there_are()
    {
        await using var server = await TestServer.StartAsync();
        var org = new Moderation(await server.CreateOrgAsync());
        var type = await org.PostTypeAsync();

        using var answer = await org.PostAsync(Async, $$"""{ "items": [{{Moderation.Item("good", type)}}, {{string.Join(',', Enumerable.Repeat("{}", 5000))}}] }""");

        var refused = await answer.JsonAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            [.. Enumerable.Range(0, 20).Select(i => $"/items/{1 + (i / 3)}"), "/items"], refused.Pointers());
        var last = refused.GetProperty("errors")[20];
        Assert.Equal("submission.more-mistakes", last.GetProperty("code").GetString());
        Assert.Equal("There are 14980 more mistakes in the items, which are not told here.", last.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_over_http_2_is_not_waited_for_for_ever_either()
    {
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton(Hasty);
            builder.WebHost.ConfigureKestrel(BothProtocols);
        });
        var org = new Moderation(await server.CreateOrgAsync());
        using var client = new HttpClient { BaseAddress = Http2(server) };
        using var content = new Unending();
        using var request = OverHttp2(org, content);

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
        Assert.Equal("http.body-too-slow", (await answer.JsonAsync()).FirstCode());
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_read_whole_whatever_its_size_and_mark()
    {
        await using var server = await TestServer.StartAsync();
        var org = new Moderation(await server.CreateOrgAsync());
        var type = await org.PostTypeAsync();
        var body = $$"""{ "items": [{{Moderation.Item("long", type, new string('x', 3_000_000))}}] }""";
        using var content = new StreamContent(new Unsized("\uFEFF" + body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/items/async") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await org.Items.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await org.DecisionsAsync("long");
    }

    private static FlowOptions Hasty => new() { SendingGrace = TimeSpan.FromMilliseconds(200) };

    private static Task<Sending> SendingAsync(TestServer server, string key, int length = Largest, string path = Async) => Sending.BeginAsync(server.Address, path, key, $"Content-Length: {length}");

    private static void BothProtocols(KestrelServerOptions kestrel)
    {
        kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
    }

    private static Uri Http2(TestServer server) => new(server.Get<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Last());

    private static HttpRequestMessage OverHttp2(Moderation org, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/items/async/")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.Add("x-api-key", org.Org.ItemsKey);
        return request;
    }

    /// <summary>A request that says that it will send something, and sends nothing.</summary>
    private sealed class Sending(TcpClient client) : IDisposable
    {
        public static async Task<Sending> BeginAsync(Uri address, string path, string key, string length)
        {
            var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            var head = $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nx-api-key: {key}\r\nContent-Type: application/json\r\n{length}\r\nExpect: 100-continue\r\n\r\n";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            return new Sending(client);
        }

        /// <summary>What is answered, as far as it comes at once; with <paramref name="until"/> so far.</summary>
        public async Task<string> ReadAsync(string sofar = "", string? until = null)
        {
            var buffer = new byte[4096];
            while (sofar.Length == 0 || (until is not null && !sofar.Contains(until, StringComparison.Ordinal)))
            {
                var read = await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
                if (read == 0)
                {
                    break;
                }

                sofar += Encoding.UTF8.GetString(buffer, 0, read);
            }

            return sofar;
        }

        /// <summary>One more byte, as long as anybody takes it.</summary>
        public async Task TrickleAsync()
        {
            try
            {
                await client.GetStream().WriteAsync(" "u8.ToArray(), TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // It was answered, and the connection closed.
            }
        }

        public void Dispose() => client.Dispose();
    }

    /// <summary>Begins and never ends.</summary>
    private sealed class Unending : HttpContent
    {
        private readonly TaskCompletionSource _gone = new();

        public Unending() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("""{ "items": ["""u8.ToArray());
            await stream.FlushAsync();
            await _gone.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _gone.TrySetResult();
            base.Dispose(disposing);
        }
    }

    private sealed class Unsized(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}

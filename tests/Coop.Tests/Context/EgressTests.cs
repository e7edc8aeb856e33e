using System.Net;
using Coop.Plugins.Context;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coop.Tests.Context;

/// <summary>The host's HTTP clients against a real local server, under two names: 127.0.0.1 and localhost.</summary>
public sealed class EgressTests : IAsyncLifetime
{
    private WebApplication _vendor = null!;
    private string _port = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _vendor = builder.Build();
        _vendor.MapGet("/echo", (HttpRequest request) => $"{request.Headers.Authorization}|{request.Headers.Cookie}");
        _vendor.MapGet("/cookie", (HttpResponse response) => response.Cookies.Append("session", "1"));
        _vendor.MapGet("/to", (string url) => Results.Redirect(url));
        _vendor.MapPost("/to", (string url) => Results.Redirect(url));
        await _vendor.StartAsync();
        _port = new Uri(_vendor.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _vendor.DisposeAsync();

    [Theory]
    [InlineData(new[] { "127.0.0.1" }, true)]
    [InlineData(new[] { "api.vendor.example", "127.0.0.1" }, true)]
    [InlineData(new string[0], false)]
    [InlineData(new[] { "api.vendor.example" }, false)]
    [InlineData(new[] { "*.0.0.1" }, true)]
    [InlineData(new[] { "*.127.0.0.1" }, false)]
    [InlineData(null, true)]
    public async Task Reaches_the_hosts_of_the_manifest_and_no_other(string[]? hosts, bool reached)
    {
        using var clients = new EgressClients("VENDOR", hosts);
        using var client = clients.Create();
        var asking = client.GetStringAsync(At("/echo"), TestContext.Current.CancellationToken);

        if (reached)
        {
            Assert.Equal("|", await asking);
        }
        else
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => asking);
            Assert.StartsWith("VENDOR may not reach 127.0.0.1: its manifest's egressHosts names ", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Follows_a_redirect_to_an_allowed_host_without_the_credential()
    {
        using var clients = new EgressClients("VENDOR", ["127.0.0.1", "localhost"]);
        using var client = clients.Create();
        client.DefaultRequestHeaders.Add("Authorization", "Bearer secret");

        Assert.Equal("Bearer secret|", await client.GetStringAsync(At($"/to?url={At("/echo")}"), TestContext.Current.CancellationToken));
        Assert.Equal("|", await client.GetStringAsync(At($"/to?url=http://localhost:{_port}/echo"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Does_not_follow_a_redirect_to_another_host()
    {
        using var clients = new EgressClients("VENDOR", ["127.0.0.1"]);
        using var client = clients.Create();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(At($"/to?url=http://localhost:{_port}/echo"), TestContext.Current.CancellationToken));

        Assert.Contains("may not reach localhost", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_redirect_of_a_request_with_a_body_to_its_author()
    {
        using var clients = new EgressClients("VENDOR", ["127.0.0.1"]);
        using var client = clients.Create();

        using var response = await client.PostAsync(At($"/to?url={At("/echo")}"), new StringContent("body"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Keeps_no_cookies_and_has_a_time_limit()
    {
        using var clients = new EgressClients("VENDOR", null);
        using (var first = clients.Create())
        {
            await first.GetStringAsync(At("/cookie"), TestContext.Current.CancellationToken);
        }

        using var second = clients.Create();
        Assert.Equal(TimeSpan.FromSeconds(30), second.Timeout);
        Assert.Equal("|", await second.GetStringAsync(At("/echo"), TestContext.Current.CancellationToken));
    }

    private string At(string path) => $"http://127.0.0.1:{_port}{path}";
}

using System.Net;
using Coop.Server.Web;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.People;

/// <summary>One address trying many accounts.</summary>
public sealed class AttemptsTests
{
    [Fact]
    public async Task An_address_has_so_many_attempts_over_all_forms_and_accounts_and_another_has_its_own()
    {
        await using var server = await TestServer.StartAsync(
            configure: builder => builder.Services.AddSingleton(new AttemptOptions { AtOnce = 4, OneMoreAfter = TimeSpan.FromMinutes(2) }));
        using var sprayer = new FormVisitor(server.Address);
        var form = await sprayer.OpenFormAsync("/login");
        for (var guess = 0; guess < 4; guess++)
        {
            using var answer = await sprayer.SendAsync("/login", form, ("email", $"person{guess}@example.com"), ("password", "summer2026"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        foreach (var path in new[] { "/login", "/first-run", "/join/none" })
        {
            using var refused = await sprayer.SendAsync(path, form, ("email", "person@example.com"), ("password", "summer2026"));
            var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
            Assert.Contains("Too many attempts", page, StringComparison.Ordinal);
            Assert.Contains($"Try again in {refused.Headers.RetryAfter.Delta.Value.TotalSeconds:0} seconds.", page, StringComparison.Ordinal);
            // Looking is no attempt; nobody was invited so.
            Assert.Equal(path == "/join/none" ? HttpStatusCode.NotFound : HttpStatusCode.OK, (await sprayer.Client.Get(path)).StatusCode);
        }

        using var neighbour = new FormVisitor(server.Address, IPAddress.Parse("127.0.0.2"));
        using var own = await neighbour.SignInAsync("person@example.com", "summer2026");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1/32")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1/32")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData(null, "0.0.0.0/0")]
    public void Addresses_count_by_the_network_that_one_customer_has(string? address, string network) =>
        Assert.Equal(IPNetwork.Parse(network), Attempts.NetworkOf(address is null ? null : IPAddress.Parse(address)));
}

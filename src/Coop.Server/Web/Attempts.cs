using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Coop.Server.Web.Pages;
using Microsoft.AspNetCore.RateLimiting;

namespace Coop.Server.Web;

/// <summary>
/// Slows down whoever tries one password on many accounts, which no lock of an account notices: every form a password is sent with takes only so many from one
/// network address.
/// </summary>
internal static class Attempts
{
    public const string Policy = "attempts";

    // Addresses share so many counters, chosen anew by every process: however many addresses somebody has, they cost no more memory.
    private const int Counters = 16384;

    public static void AddAttempts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(AttemptOptions.From(configuration));
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetTokenBucketLimiter(CounterOf(context.Connection.RemoteIpAddress), _ => Bucket(context.RequestServices.GetRequiredService<AttemptOptions>()))
                : RateLimitPartition.GetNoLimiter(-1));
            limiter.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(AttemptOptions options) =>
        new() { TokenLimit = options.AtOnce, TokensPerPeriod = 1, ReplenishmentPeriod = options.OneMoreAfter, QueueLimit = 0 };

    /// <summary>Of IPv6 the network: whoever has one address of it has them all.</summary>
    public static IPNetwork NetworkOf(IPAddress? address) => address switch
    {
        null => new IPNetwork(IPAddress.Any, 0),
        { IsIPv4MappedToIPv6: true } => new IPNetwork(address.MapToIPv4(), 32),
        { AddressFamily: AddressFamily.InterNetwork } => new IPNetwork(address, 32),
        _ => new IPNetwork(new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]), 64),
    };

    private static int CounterOf(IPAddress? address) => (int)((uint)HashCode.Combine(NetworkOf(address)) % Counters);

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var page = new PlainPage(
            "Too many attempts",
            $"There were too many attempts from your network in a short time. Try again in {seconds} {(seconds == 1 ? "second" : "seconds")}.",
            PlainPage.AddressOf(rejected.HttpContext.Request),
            "Try again");
        return page.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests);
    }
}

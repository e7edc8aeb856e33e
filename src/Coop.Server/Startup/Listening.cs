using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Coop.Server.Startup;

/// <summary>Begins to serve. What is wrong with an address is said in words, with the setting that changes it.</summary>
internal static class Listening
{
    private const string Choose = "with --urls or ASPNETCORE_URLS";

    /// <returns>Why it cannot; null once it listens.</returns>
    public static async Task<string?> BeginAsync(WebApplication app)
    {
        var urls = (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.FirstOrDefault(url => !IsAddress(url)) is { } wrong)
        {
            return $"'{wrong}' is no address to listen on: give one such as http://localhost:8080 {Choose}.";
        }

        var places = urls.Length > 0 ? string.Join(" or ", urls) : "what http_ports, https_ports or Kestrel:Endpoints say";
        var listens = false;
        try
        {
            await app.StartAsync();
            listens = true;
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException && Reason(e, places) is not null)
        {
            return Reason(e, places);
        }
        finally
        {
            // The web server is started last.
            if (!listens)
            {
                await BrokenStart.GiveBackAsync(app);
            }
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http" or "https", PathBase: "", Port: >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? Reason(Exception failure, string places) => failure switch
    {
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop the other program, or choose another address {Choose}.",
        // Of localhost, for which there are two addresses.
        IOException { InnerException: AggregateException { InnerExceptions: [SocketException why, ..] } } => Refused(places, why),
        SocketException why => Refused(places, why),
        // About HTTPS, for one. The server's own words say what is missing.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => $"Cannot listen on {places}: {failure.Message.ReplaceLineEndings(" ")}",
        _ => null,
    };

    private static string Refused(string places, SocketException why) =>
        $"Cannot listen on {places}: {why.Message}. Choose an address of this machine, and a port that its user may open, {Choose}.";
}

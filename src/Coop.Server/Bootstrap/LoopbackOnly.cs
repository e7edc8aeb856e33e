namespace Coop.Server.Bootstrap;

/// <summary>The demo's keys are printed and its password is known, so it is for this machine only.</summary>
internal static class LoopbackOnly
{
    /// <returns>Why not; null when no configured address can be reached by others.</returns>
    public static string? Refusal(IConfiguration configuration) => FindOpenAddress(configuration) is { } open
        ? $"--demo is for this machine only, and {open} may be reached by others. Use --urls http://localhost:8080."
        : null;

    private static string? FindOpenAddress(IConfiguration configuration)
    {
        foreach (var key in (string[])["http_ports", "https_ports"])
        {
            if (configuration[key] is { Length: > 0 } ports)
            {
                return $"{key}={ports}";
            }
        }

        var addresses = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? endpoint.Path));
        return addresses.FirstOrDefault(address => !IsLoopback(address));
    }

    private static bool IsLoopback(string address)
    {
        try
        {
            var host = BindingAddress.Parse(address).Host.Trim('[', ']');
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (System.Net.IPAddress.TryParse(host, out var ip) && System.Net.IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

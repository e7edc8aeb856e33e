using Coop.Engine.Orgs;

namespace Coop.Server.People;

/// <summary>What the server says when nobody lives in it yet.</summary>
internal static class FirstRun
{
    /// <param name="app">Started.</param>
    public static async Task AnnounceAsync(WebApplication app)
    {
        if ((await app.Services.GetRequiredService<IOrgStore>().ListAsync(app.Lifetime.ApplicationStopping)).Count > 0)
        {
            return;
        }

        // Whoever reads the server's output may set it up. On stderr: stdout belongs to what a command answers.
        var address = app.Urls.FirstOrDefault()?.Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal);
        await Console.Error.WriteLineAsync(
            $"\nThis server has no organisation yet. Create one in the browser (the link works once, until it does or the server restarts):\n\n  {address}/first-run?token={app.Services.GetRequiredService<FirstRunToken>().Secret}\n");
    }
}

using System.Text.Json;
using Coop.Tests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Support;

/// <summary>What axe-core finds on a page.</summary>
internal static class Accessibility
{
    private static readonly Lazy<string> Axe = new(() =>
    {
        var file = Repo.PathOf("tests", "Coop.BrowserTests", "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? File.ReadAllText(file) : throw new InvalidOperationException("axe-core is missing: run npm ci in tests/Coop.BrowserTests, as test.sh does.");
    });

    /// <summary>The serious and critical ones, with the elements they are about.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        var results = await page.EvaluateAsync<JsonElement>("() => axe.run()");
        return
        [
            .. from violation in results.GetProperty("violations").EnumerateArray()
               where violation.GetProperty("impact").GetString() is "serious" or "critical"
               from node in violation.GetProperty("nodes").EnumerateArray()
               select $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()}",
        ];
    }
}

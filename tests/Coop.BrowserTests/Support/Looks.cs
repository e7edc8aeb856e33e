namespace Coop.BrowserTests.Support;

/// <summary>A page as it stands, looked at wide and narrow.</summary>
internal static class Looks
{
    /// <summary>Nothing is unreadable for anybody, and nothing is wider than the screen of a telephone.</summary>
    public static async Task AreFineAsync(Visit visit, string name)
    {
        await visit.PictureAsync(name);
        Assert.Empty(await Accessibility.FindingsAsync(visit.Page));
        await visit.Page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync(name + "-narrow");
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        await visit.Page.SetViewportSizeAsync(1280, 860);
    }
}

using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>The entries of a bank, typed, searched, taken to a file and brought back.</summary>
public sealed class BankJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Entries_survive_a_reload_are_found_exported_and_replaced_and_none_goes_from_under_a_rule_unasked()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/rules/banks/form");
        await page.GetByLabel("Name").FillAsync("Scam phrases");
        await page.GetByLabel("Description").FillAsync("Heard often");
        await ReloadAsync(visit);
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create bank" }).ClickAsync();

        var add = page.GetByLabel("Add texts");
        await add.FillAsync("free money\n=1+1\nfree money\n");
        await ReloadAsync(visit);
        await Assertions.Expect(page.GetByText("What you typed before is back")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 entries are added.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("What you typed before")).ToBeHiddenAsync();

        await page.GetByLabel("Search entries").FillAsync("MONEY");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove free money" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove =1+1" })).ToBeHiddenAsync();
        await page.GetByLabel("Search entries").FillAsync("nowhere");
        await Assertions.Expect(page.GetByText("No entry has “nowhere”.")).ToBeVisibleAsync();
        await page.GetByLabel("Search entries").FillAsync("");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync());
        var file = await download.PathAsync();
        Assert.Equal(("scam-phrases.csv", "value\r\nfree money\r\n'=1+1\r\n"), (download.SuggestedFilename, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));

        await UseItAsync(own.Api, page.Url.Split('/')[^1]);
        await ReloadAsync(visit);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove free money" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(question.GetByText("Money talk")).ToBeVisibleAsync();
        await visit.LookAsync("bank-entry-remove");
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove free money" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“free money” is removed.")).ToBeVisibleAsync();

        await page.GetByText("Import a CSV file", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Replace everything that is there").CheckAsync();
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = download.SuggestedFilename, MimeType = "text/csv", Buffer = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken) });
        await Assertions.Expect(question.GetByText("The 1 entry of “Scam phrases” give way to those of scam-phrases.csv.")).ToBeVisibleAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The bank now has 2 entries")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove =1+1" })).ToBeVisibleAsync();
        await visit.LookAsync("bank-filled");
        await visit.OpenAsync("/dashboard/rules/banks");
        await visit.LookAsync("banks");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_bank_of_places_takes_them_a_line_each_and_says_what_is_wrong_with_one()
    {
        await using var own = await OwnServer.StartAsync("Coop.Integration.Text");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/rules/banks/form");
        await page.GetByLabel("Name").FillAsync("Depots");
        await page.GetByLabel("Holds").SelectOptionAsync("LOCATION");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create bank" }).ClickAsync();

        await page.GetByLabel("Add places").FillAsync("depot, Depot north, 52.52, 13.40, 0.5\nyard, Yard, north, 2, 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Line 2: The latitude must be a number, not 'north'.")).ToBeVisibleAsync();
        await page.GetByLabel("Add places").FillAsync("depot, Depot north, 52.52, 13.40, 0.5\nyard, Yard, -1, 2, 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 entries are added.")).ToBeVisibleAsync();
        await page.GetByLabel("Add places").FillAsync("yard, Yard, -1, 2, 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("-1, 2 · 7 miles around")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No installed integration matches places against a bank")).ToBeVisibleAsync();
        await visit.LookAsync("bank-places");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Depot north" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“Depot north” is removed.")).ToBeVisibleAsync();
        Assert.Empty(visit.Faults);
    }

    private static async Task UseItAsync(HttpClient api, string bank)
    {
        var type = await api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING" } } });
        var condition = new
        {
            input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = type },
            signal = new { id = """{"type":"TEXT_MATCHING_CONTAINS_TEXT"}""" },
            matchingValues = new { textBankIds = new[] { bank } },
        };
        await api.CreateAsync("rules", new { name = "Money talk", status = "DRAFT", itemTypeIds = new[] { type }, conditions = new { conjunction = "AND", conditions = new[] { condition } } });
    }

    private static async Task ReloadAsync(Visit visit)
    {
        await visit.Page.ReloadAsync();
        await visit.ConnectedAsync();
    }
}

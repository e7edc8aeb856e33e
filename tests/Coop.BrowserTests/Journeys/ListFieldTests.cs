using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>A field that is a list of texts.</summary>
public sealed class ListFieldTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task Its_name_is_no_button_and_each_entry_has_a_label_and_a_word_that_removes_it()
    {
        await using var own = await OwnServer.StartAsync("../tests/plugins/Plugin.Conformance");
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/integrations/conformance");
        var list = page.GetByRole(AriaRole.Group, new() { Name = "List", Exact = true });

        await list.GetByText("List", new() { Exact = true }).ClickAsync();
        await list.GetByRole(AriaRole.Button, new() { Name = "Add an entry to List" }).ClickAsync();
        await list.GetByRole(AriaRole.Button, new() { Name = "Add an entry to List" }).ClickAsync();
        await list.GetByLabel("List, entry 2").FillAsync("two");
        await Assertions.Expect(list.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(2);
        await visit.LookAsync("list-field");
        await list.GetByRole(AriaRole.Button, new() { Name = "Remove entry 1" }).ClickAsync();

        // Counting waits until the server has answered the click; asking two inputs for one value fails at once.
        await Assertions.Expect(list.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(1);
        await Assertions.Expect(list.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("two");
        Assert.Empty(visit.Faults);
    }
}

using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Coop.Storage.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Pages;

/// <summary>How long things are kept stands beside decisions, as it is in force, whether there are any or not.</summary>
public sealed class RetentionNoteTests(ChromiumFixture chromium)
{
    private const string Kept =
        "Items and their decisions are kept for 30 days, and the newest 2,000,000 at most. A webhook that was given up can be sent again for 1.5 days, and the newest 1,000,000 at most.";

    private static readonly RetentionOptions Own = new() { Decisions = TimeSpan.FromDays(30), MostDecisions = 2_000_000, Deliveries = TimeSpan.FromDays(1.5) };

    [Fact]
    public async Task It_is_stated_on_the_overview_and_above_it_that_there_are_none_or_which()
    {
        await using var own = await OwnServer.StartAsync(services => services.AddSingleton(Own));
        await using var visit = await own.VisitAsync(chromium);
        await visit.OpenAsync("/dashboard");
        var card = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Latest decisions" });
        await Assertions.Expect(card).ToContainTextAsync("No decisions yet.");
        await Assertions.Expect(card).ToContainTextAsync(Kept);
        await visit.LookAsync("overview-without-decisions");

        await DecideAsync(own);

        await visit.OpenAsync("/dashboard");
        await Assertions.Expect(card.GetByRole(AriaRole.Link, new() { Name = "first", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(card).Not.ToContainTextAsync("No decisions yet.");
        await Assertions.Expect(card).ToContainTextAsync(Kept);
        await visit.LookAsync("overview-with-decisions");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task It_is_stated_where_decisions_are_looked_for_also_where_none_is_found()
    {
        await using var own = await OwnServer.StartAsync(services => services.AddSingleton(Own));
        await using var visit = await own.VisitAsync(chromium);
        foreach (var (path, title) in new[] { ("/dashboard/decisions", "No decisions yet"), ("/dashboard/decisions?itemId=gone", "No decision about this item") })
        {
            await visit.OpenAsync(path);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.GetByText(Kept)).ToBeVisibleAsync();
        }

        await visit.LookAsync("decision-not-found-kept");
        await DecideAsync(own);
        await visit.OpenAsync("/dashboard/decisions");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "first", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText(Kept)).ToBeVisibleAsync();
        await visit.LookAsync("decisions-kept");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Who_may_not_see_decisions_is_told_neither_of_them_nor_how_many_are_kept()
    {
        await using var own = await OwnServer.StartAsync(services => services.AddSingleton(Own));
        var outside = await own.AddPersonAsync(Role.ExternalModerator);
        await using var visit = await own.VisitAsync(chromium, outside);
        await visit.OpenAsync("/dashboard");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("Latest decisions")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByText("are kept for")).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    private static async Task DecideAsync(OwnServer own)
    {
        await own.Api.PostItemAsync(await Editable.TypeAsync(own.Api), "first", new { text = "hello" });
        await own.Api.DecidedAsync("first");
    }
}

using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>Two people have the same form open, at one server or at two processes on the same data. Whoever saves later is told, keeps what they typed, and chooses.</summary>
public sealed class TwoEditorsTests(ChromiumFixture chromium)
{
    public static TheoryData<string, int, bool> Editors => new(Editable.Kinds.SelectMany((kind, seed) => new[] { (kind, seed, false), (kind, seed + Editable.Kinds.Length, true) }));

    [Theory]
    [MemberData(nameof(Editors))]
    public async Task Of_two_editors_the_later_is_refused_and_chooses(string kind, int seed, bool elsewhere)
    {
        var random = new Random(seed);
        await using var own = await OwnServer.StartAsync();
        var colleague = await own.AddPersonAsync(Role.Admin, "bob@example.com");
        var setting = await Editable.MakeAsync(kind, own);
        await using var beside = elsewhere ? await own.Server.ProcessBesideAsync() : null;
        await using var ada = await own.VisitAsync(chromium);
        await using var bob = await own.VisitAsync(chromium, colleague, beside?.Address);

        // Both choices, in an order of chance, each time with another one first.
        bool[] choices = random.Next(2) == 0 ? [true, false] : [false, true];
        foreach (var (round, takesTheirs) in choices.Index())
        {
            var (first, later) = random.Next(2) == 0 ? (ada, bob) : (bob, ada);
            var (theirs, mine) = ($"{round} theirs {random.Next()}", $"{round} mine {random.Next()}");
            await first.OpenAsync(setting.Path);
            await later.OpenAsync(setting.Path);
            await setting.On(first).FillAsync(theirs);
            await setting.On(later).FillAsync(mine);
            await setting.SaveAsync(first);
            await Assertions.Expect(first.Page.Locator(".mud-snackbar")).ToBeVisibleAsync();

            await setting.SaveAsync(later);
            var notice = later.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"The {setting.What} was changed meanwhile" });
            await Assertions.Expect(notice).ToBeVisibleAsync();
            await Assertions.Expect(notice).ToContainTextAsync(first == ada ? "Ada Lovelace saved it" : "Admin saved it");
            await Assertions.Expect(setting.On(later)).ToHaveValueAsync(mine);
            await ExpectAsync(first, setting, theirs);
            if (round == 0 && !elsewhere)
            {
                await later.LookAsync("conflict-" + setting.What.Replace(' ', '-'));
            }

            await later.Page.GetByRole(AriaRole.Button, new() { Name = takesTheirs ? "Load theirs" : "Save mine over it" }).ClickAsync();
            await Assertions.Expect(notice).ToBeHiddenAsync();
            if (takesTheirs)
            {
                await Assertions.Expect(setting.On(later)).ToHaveValueAsync(theirs);
            }
            else
            {
                await Assertions.Expect(later.Page.Locator(".mud-snackbar")).ToBeVisibleAsync();
            }

            await ExpectAsync(first, setting, takesTheirs ? theirs : mine);
        }

        Assert.Empty(ada.Faults);
        Assert.Empty(bob.Faults);
    }

    /// <summary>What is saved, as the form shows it to somebody who opens it.</summary>
    private static async Task ExpectAsync(Visit visit, Editable setting, string text)
    {
        await visit.OpenAsync("/dashboard");
        await visit.OpenAsync(setting.Path);
        await Assertions.Expect(setting.On(visit)).ToHaveValueAsync(text);
    }
}

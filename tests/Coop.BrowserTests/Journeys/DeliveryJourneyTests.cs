using Coop.BrowserTests.Support;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Journeys;

/// <summary>A platform's developer: a key, an item with curl, the webhook, and its signature proved with what the pages say.</summary>
public sealed class DeliveryJourneyTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task An_item_sent_as_the_page_says_comes_back_as_a_webhook_that_the_snippets_verify_and_one_given_up_is_sent_again()
    {
        var (time, answer) = (new ShiftedTime(), 500);
        await using var platform = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = answer;
            return Task.CompletedTask;
        });
        await using var own = await OwnServer.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        var type = await own.Api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING" } } });
        var action = await own.Api.CreateAsync("actions", new { name = "Hide the post", type = "CUSTOM_ACTION", callbackUrl = platform.Url });
        await own.Api.CreateAsync("rules", new
        {
            name = "Greetings",
            status = "LIVE",
            itemTypeIds = new[] { type },
            actions = new[] { new { actionId = action } },
            conditions = new
            {
                conjunction = "AND",
                conditions = new[] { new { input = new { type = "CONTENT_FIELD", name = "text", contentTypeId = type }, comparator = "EQUALS", threshold = "some text" } },
            },
        });
        await using var visit = await own.VisitAsync(chromium);
        var page = visit.Page;
        var folder = Directory.CreateTempSubdirectory("coop-platform-");
        try
        {
            await SendAsThePageSaysAsync(visit, folder.FullName);
            await own.Api.DecidedAsync("1");
            var webhook = (await platform.SeeAsync(1))[0];
            await VerifyAsThePageSaysAsync(visit, folder.FullName, webhook);

            await visit.OpenAsync($"/dashboard/settings/actions/form/{action}/deliveries");
            await Assertions.Expect(page.GetByText("The receiver answered 500.", new() { Exact = true })).ToBeVisibleAsync();
            answer = 410;
            await RefreshUntilAsync(page, "Given up", () => time.Pass(TimeSpan.FromHours(4)));
            await visit.LookAsync("deliveries-given-up");

            answer = 204;
            var before = platform.Received.Count;
            await page.GetByRole(AriaRole.Button, new() { Name = "Send again for 1" }).ClickAsync();
            await Assertions.Expect(page.GetByText("It is sent once more")).ToBeVisibleAsync();
            var again = (await platform.SeeAsync(before + 1))[before];
            Assert.Equal((webhook.Key, Convert.ToHexString(webhook.Body)), (again.Key, Convert.ToHexString(again.Body)));
            await RefreshUntilAsync(page, "Delivered", () => { });
            await visit.LookAsync("deliveries");
            Assert.Empty(visit.Faults);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SendAsThePageSaysAsync(Visit visit, string folder)
    {
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/api_auth");
        await page.GetByLabel("Name").FillAsync("Backend");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var curl = await page.GetByLabel("A request that sends an item").InnerTextAsync();
        await Shell.RunAsync(folder, "bash", "-c", curl.Replace("curl ", "curl --fail-with-body -sS ", StringComparison.Ordinal));

        await visit.OpenAsync("/dashboard/settings/api_auth");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Backend" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByText("It was last used on")).ToBeVisibleAsync();
        await visit.LookAsync("api-key-revoke");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
    }

    private static async Task VerifyAsThePageSaysAsync(Visit visit, string folder, ReceivedWebhook webhook)
    {
        var page = visit.Page;
        await visit.OpenAsync("/dashboard/settings/organization");
        var key = await page.GetByLabel("Public key").InnerTextAsync();
        Assert.True(webhook.IsSignedBy(key));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download as coop-public-key.pem" }).ClickAsync());
        await download.SaveAsAsync(Path.Combine(folder, download.SuggestedFilename));
        await File.WriteAllBytesAsync(Path.Combine(folder, "body"), webhook.Body, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "signature"), webhook.Header("coop-signature"), TestContext.Current.CancellationToken);

        Assert.Contains("Verified OK", await Shell.RunAsync(folder, "bash", "-c", await SnippetAsync(page, "Shell")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "verify.mjs"),
            $"""
            import * as files from 'node:fs';
            const [body, signature, publicKeyPem] = [files.readFileSync('body'), files.readFileSync('signature', 'utf8'), files.readFileSync('coop-public-key.pem', 'utf8')];
            {await SnippetAsync(page, "Node.js")}
            console.log(isGenuine, createVerify('RSA-SHA256').update('other').verify(publicKeyPem, signature, 'base64'));
            """,
            TestContext.Current.CancellationToken);
        Assert.Equal("true false", (await Shell.RunAsync(folder, "node", "verify.mjs")).Trim());
    }

    private static async Task<string> SnippetAsync(IPage page, string language)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = language, Exact = true }).ClickAsync();
        return await page.GetByLabel("Verifying in " + language).InnerTextAsync();
    }

    private static async Task RefreshUntilAsync(IPage page, string state, Action before)
    {
        var there = page.GetByText(state, new() { Exact = true });
        await Eventually.SeeAsync(
            async () =>
            {
                before();
                await page.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();
                return await there.IsVisibleAsync();
            },
            seen => seen);
    }
}

using System.Net;
using System.Reflection;
using Coop.Server.Web.Parts;
using Coop.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Coop.Tests.Web;

/// <summary>Every page whose address names something: 200 for what is there, 404 for what is not, in words either way, and without a live connection.</summary>
public sealed class MissingPagesTests(FurnishedPages pages) : IClassFixture<FurnishedPages>
{
    private static readonly string[] Missing = ["none", Guid.Empty.ToString("n"), "a%E2%80%AEb", "..%2F..%2Fetc", "%22%3E%3Cscript%3E", new string('x', 1500)];

    private static IEnumerable<string> Templates =>
        from type in typeof(PageAnswer).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>()
        where route.Template.Contains('{', StringComparison.Ordinal)
        select route.Template;

    [Fact]
    public async Task What_is_not_there_is_answered_with_404_and_in_words()
    {
        var wrong = new List<string>();
        foreach (var path in Templates.SelectMany(template => Missing.Select(id => PathOf(template, id))).Append("/dashboard/nothing/here"))
        {
            using var answer = await pages.Visitor.Client.Get(path);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.NotFound || !text.Contains("<h1", StringComparison.Ordinal))
            {
                wrong.Add($"{path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_is_there_is_answered_with_200_also_with_its_tabs()
    {
        var there = await pages.FurnishAsync("There");
        await pages.Moderation.SubmitAsync(Moderation.Item("there", there.Type));
        var decision = Assert.Single(await pages.Moderation.DecisionsAsync("there")).GetProperty("id").GetString()!;
        var ids = new Dictionary<string, string?>
        {
            ["/dashboard/rules/proactive/info/{Id}"] = there.Rule,
            ["/dashboard/rules/proactive/form/{Id?}"] = there.Rule,
            ["/dashboard/rules/banks/form/{Id?}"] = there.Bank,
            ["/dashboard/settings/actions/form/{Id?}/{Tab?}"] = there.Action,
            ["/dashboard/settings/integrations/{Id}/{Tab?}"] = "coop_text",
            ["/dashboard/settings/item_types/form/{Id?}"] = there.Type,
            ["/dashboard/policies/form/{Id?}"] = there.Policy,
            ["/dashboard/decisions/{Id}"] = decision,
            // Invitations are joined by others: tests of the browser do.
            ["/join/{Token}"] = null,
        };
        Assert.Equal(ids.Keys.Order(), Templates.Order());

        var paths = ids.Where(each => each.Value is not null).SelectMany(each => Optional(each.Key).Append(PathOf(each.Key, each.Value!)))
            .Concat([$"/dashboard/settings/actions/form/{there.Action}/deliveries", "/dashboard/settings/integrations/coop_text/signals", "/dashboard/settings/integrations/coop_text/model-card"]);
        foreach (var path in paths)
        {
            using var answer = await pages.Visitor.Client.Get(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        }
    }

    private static string PathOf(string template, string id) => template.Replace("{Id?}", id, StringComparison.Ordinal).Replace("{Id}", id, StringComparison.Ordinal)
        .Replace("{Token}", id, StringComparison.Ordinal).Replace("/{Tab?}", "", StringComparison.Ordinal);

    /// <summary>The page for a new one.</summary>
    private static string[] Optional(string template) => template.Contains("/{Id?}", StringComparison.Ordinal) ? [template[..template.IndexOf("/{Id?}", StringComparison.Ordinal)]] : [];
}

using System.Globalization;
using Coop.Engine.Flow;
using Coop.Engine.Plan;
using Coop.Server.Web;
using Coop.Server.Webhooks;
using Coop.Storage.Retention;
using Coop.Tests.Support;

namespace Coop.Tests.Docs;

/// <summary>The page for operators names everything that can be set, with what counts when nothing is.</summary>
public sealed class OperateTests
{
    private static readonly string[] Rows = File.ReadAllLines(Repo.PathOf("docs", "operate.md"));

    [Theory]
    [InlineData("Submissions", typeof(FlowOptions))]
    [InlineData("Webhooks", typeof(WebhookOptions))]
    [InlineData("Retention", typeof(RetentionOptions))]
    [InlineData("SignIn", typeof(AttemptOptions))]
    [InlineData("Evaluation", typeof(EvaluationLimits))]
    public void Every_setting_is_in_the_page_with_its_default(string section, Type options) => Assert.Empty(Missing(Rows, section, options));

    [Theory]
    [InlineData("| Tries | `Planted__Most` | 3 |", 1)]
    [InlineData("| Tries | `Planted__Most` | 4 |", 2)]
    [InlineData("| Tries | `Planted__Mos` | 3 |", 2)]
    public void A_setting_that_is_left_out_or_has_another_default_is_caught(string row, int expected) =>
        Assert.Equal(expected, Missing([row], "Planted", typeof(PlantedOptions)).Count());

    private static IEnumerable<string> Missing(IReadOnlyCollection<string> rows, string section, Type options) =>
        from property in options.GetProperties()
        where property.SetMethod?.IsPublic == true
        let name = $"`{section}__{property.Name}`"
        let value = Shown(property.GetValue(Activator.CreateInstance(options)))
        where !rows.Any(row => row.StartsWith('|') && row.Contains(name, StringComparison.Ordinal) && value.Any(text => row.Contains(text, StringComparison.Ordinal)))
        select $"{name} with {value[0]}";

    private static string[] Shown(object? value) => value switch
    {
        TimeSpan time => [$"`{time.ToString(time.Milliseconds == 0 ? "c" : @"hh\:mm\:ss\.FFFFFFF", CultureInfo.InvariantCulture)}`"],
        long bytes when bytes % (1024 * 1024) == 0 => [$"{bytes / (1024 * 1024)} MiB"],
        IFormattable number => [$" {number.ToString(null, CultureInfo.InvariantCulture)}", $"`{number.ToString(null, CultureInfo.InvariantCulture)}`"],
        _ => [""],
    };

    private sealed class PlantedOptions
    {
        public int Most { get; set; } = 3;

        public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(1);
    }
}

namespace Coop.Tests.ConfigFile;

public sealed class ConfigEntryTests
{
    [Theory]
    [InlineData("""{ }""", "$.integrations[0]", "no \"package\"")]
    [InlineData("""{ "package": 7 }""", "$.integrations[0].package", "not 7")]
    [InlineData("""{ "package": "  " }""", "$.integrations[0].package", "must be text")]
    [InlineData("""null""", "$.integrations[0]", "not null")]
    [InlineData("\"./a\"", "$.integrations[0]", "An entry is an object")]
    [InlineData("""{ "package": "a", "enabled": "false" }""", "$.integrations[0].enabled", "true or false, not \"false\"")]
    [InlineData("""{ "package": "a", "enabled": null }""", "$.integrations[0].enabled", "not null")]
    [InlineData("""{ "package": "a", "config": [] }""", "$.integrations[0].config", "must be an object, not a list")]
    [InlineData("""{ "package": "a", "isolation": "proces" }""", "$.integrations[0].isolation", "Did you mean \"process\"?")]
    [InlineData("""{ "package": "a", "limits": 5 }""", "$.integrations[0].limits", "must be an object")]
    [InlineData("""{ "package": "a", "limits": { "timeoutMs": 0 } }""", "$.integrations[0].limits.timeoutMs", "from 1 to")]
    [InlineData("""{ "package": "a", "limits": { "memoryMb": 1.5 } }""", "$.integrations[0].limits.memoryMb", "whole number")]
    [InlineData("""{ "package": "a", "permissions": "workers" }""", "$.integrations[0].permissions", "must be a list")]
    [InlineData("""{ "package": "a", "permissions": ["worker"] }""", "$.integrations[0].permissions[0]", "Did you mean \"workers\"?")]
    [InlineData("""{ "package": "a", "package": "b" }""", "$.integrations[0].package", "given twice")]
    public void P3_reports_a_mistake_with_its_path_and_place(string json, string path, string says)
    {
        var problem = Assert.Single(ParsedConfig.Entry(json).Problems);

        Assert.False(problem.IsWarning);
        Assert.Equal(json.Contains("\"b\"", StringComparison.Ordinal) ? "config.repeated-member" : "config.wrong-value", problem.Code);
        Assert.Equal(path, problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Contains("line 1, column ", problem.Message, StringComparison.Ordinal);
        Assert.True(!ParsedConfig.FitsSchema($$"""{ "integrations": [ {{json}} ] }""") || json.Contains("\"b\"", StringComparison.Ordinal), "The schema accepts it.");
    }

    [Fact]
    public void Reports_all_mistakes_of_an_entry_at_once()
    {
        var problems = ParsedConfig.Entry("""{ "enabled": 1, "config": 2, "limits": { "timeoutMs": "x", "startTimeoutMs": -1 } }""").Problems;

        Assert.Equal(
            ["$.integrations[0]", "$.integrations[0].config", "$.integrations[0].enabled", "$.integrations[0].limits.startTimeoutMs", "$.integrations[0].limits.timeoutMs"],
            problems.Select(problem => problem.Path).Order());
    }

    [Theory]
    [InlineData("packge", "Did you mean \"package\"?")]
    [InlineData("Enabled", "Did you mean \"enabled\"?")]
    [InlineData("limit", "Did you mean \"limits\"?")]
    [InlineData("colour", "Known here: package, enabled, config")]
    public void Warns_of_an_unknown_member_and_says_what_was_probably_meant(string member, string says)
    {
        var warning = Assert.Single(ParsedConfig.Entry($$"""{ "package": "a", "{{member}}": 1 }""").Problems);

        Assert.True(warning.IsWarning);
        Assert.Equal("config.unknown-member", warning.Code);
        Assert.Equal($"$.integrations[0].{member}", warning.Path);
        Assert.Contains(says, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_of_an_unknown_limit()
    {
        var warning = Assert.Single(ParsedConfig.Entry("""{ "package": "a", "limits": { "timeOut": 1, "timeoutMs": 2 } }""").Problems);

        Assert.Equal("$.integrations[0].limits.timeOut", warning.Path);
        Assert.Contains("Did you mean \"timeoutMs\"?", warning.Message, StringComparison.Ordinal);
    }
}

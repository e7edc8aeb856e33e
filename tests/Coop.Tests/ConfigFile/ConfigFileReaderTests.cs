using Coop.Plugins.ConfigFile;
using Coop.Tests.Support;

namespace Coop.Tests.ConfigFile;

public sealed class ConfigFileReaderTests
{
    [Fact]
    public void Reads_every_member_with_comments_and_trailing_commas()
    {
        var config = ParsedConfig.Read("""
            {
              // a comment
              "$schema": "./integrations.config.schema.json",
              "requireModelCards": true,
              "integrations": [
                { "package": "./a", "enabled": false, /* another */ },
                {
                  "package": " nuget:B ", "config": { "level": 3, }, "isolation": "process",
                  "limits": { "timeoutMs": 250, "startTimeoutMs": 60000, "memoryMb": 512 },
                  "permissions": ["workers", "childProcesses"],
                },
              ],
            }
            """).Value;

        Assert.True(config.RequireModelCards);
        Assert.Empty(config.Problems);
        Assert.Equal(["./a", "nuget:B"], config.Entries.Select(entry => entry.Package));
        Assert.False(config.Entries[0].Enabled);
        Assert.Equal(EntryLimits.Default, config.Entries[0].Limits);
        Assert.Equal("{}", config.Entries[0].Config.GetRawText());
        Assert.True(config.Entries[1].Enabled);
        Assert.Equal(3, config.Entries[1].Config.GetProperty("level").GetInt32());
        Assert.Equal(Isolation.Process, config.Entries[1].Isolation);
        Assert.Equal(new EntryLimits(TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(1), 512), config.Entries[1].Limits);
        Assert.Equal([EntryPermission.ChildProcesses, EntryPermission.Workers], config.Entries[1].Permissions.Order());
        Assert.All(config.Entries, entry => Assert.Empty(entry.Problems));
    }

    [Theory]
    [InlineData("null", "must be an object", "line 1, column 1")]
    [InlineData("  [1]", "not a list", "line 1, column 3")]
    [InlineData("\"text\"", "must be an object", "line 1, column 1")]
    [InlineData("{}", "but there is none", "line 1, column 1")]
    [InlineData("{\n  \"integrations\": {} }", "not an object", "line 2, column 19")]
    [InlineData("{\n  \"integrations\": [],\n  \"requireModelCards\": \"yes\"\n}", "must be true or false, not \"yes\"", "line 3, column 24")]
    [InlineData("{ \"integrations\": [], \"integrations\": [] }", "given twice", "line 1, column 23")]
    public void P2_refuses_a_file_of_another_shape_with_its_place(string text, string says, string place)
    {
        var problem = Assert.Single(ParsedConfig.Read(text).Problems);

        Assert.Equal("config.wrong-shape", problem.Code);
        Assert.Contains(says, problem.Detail, StringComparison.Ordinal);
        Assert.Contains(place, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"integrations\": [\n  { \"package\": \"./a\\ud800\" }\n] }", "$.integrations[0].package", "line 2, column 16")]
    [InlineData("{ \"integrations\": [],\n  \"\\udfff\": 1 }", "$", "line 2, column 3")]
    [InlineData("{ \"integrations\": [\n  { \"package\": \"./café\" }\n] }", "$.integrations[0].package", "line 2, column 16")]
    public void P2_refuses_a_file_that_is_not_UTF_8_with_path_line_and_column(string text, string path, string place)
    {
        var latin = System.Text.Encoding.Latin1.GetBytes(text);
        var problem = Assert.Single(ConfigFileReader.Parse(latin, new ConfigFileLocation(Path.GetFullPath("integrations.config.json"), true)).Problems);

        Assert.Equal("config.not-json", problem.Code);
        Assert.Equal(path, problem.Pointer);
        Assert.Contains(place, problem.Detail, StringComparison.Ordinal);
        Assert.Contains("UTF-8", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$", "line 1, column 1")]
    [InlineData("{ \"integrations\": [\n  { \"package\": \"./a\" \"enabled\": true }\n] }", "$.integrations[0].package", "line 2, column 22")]
    [InlineData("{ \"integrations\": [ }", "$.integrations", "line 1, column 21")]
    public void P2_refuses_what_is_not_JSON_with_path_line_and_column(string text, string path, string place)
    {
        var problem = Assert.Single(ParsedConfig.Read(text).Problems);

        Assert.Equal("config.not-json", problem.Code);
        Assert.Equal(path, problem.Pointer);
        Assert.Contains(place, problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePositionInLine", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_everything_wrong_with_the_whole_file_at_once()
    {
        var problems = ParsedConfig.Read("""{ "requireModelCards": 1, "integrations": "none" }""").Problems;

        Assert.Equal(["$.integrations", "$.requireModelCards"], problems.Select(problem => problem.Pointer));
    }

    [Fact]
    public void Warns_of_an_unknown_top_level_member_and_says_what_was_probably_meant()
    {
        var warning = Assert.Single(ParsedConfig.Read("{\n  \"requireModelCard\": true, \"integrations\": []\n}").Value.Problems);

        Assert.True(warning.IsWarning);
        Assert.Equal("$.requireModelCard", warning.Path);
        Assert.Contains("Did you mean \"requireModelCards\"?", warning.Message, StringComparison.Ordinal);
        Assert.Contains("line 2, column 3", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_columns_in_characters_and_skips_a_byte_order_mark()
    {
        var config = ParsedConfig.Read("\uFEFF{ \"integrations\": [ { \"package\": \"ä😀\", \"enabled\": 0 } ] }").Value;

        Assert.Contains("line 1, column 52", Assert.Single(config.Entries[0].Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void P1_no_file_anywhere_is_an_empty_set()
    {
        using var folder = new TempFolder();

        var config = ConfigFileReader.Read(ConfigFileLocation.Find(null, folder.Root, folder["server/"])).Value;

        Assert.Empty(config.Entries);
        Assert.Equal(folder.Root, config.Directory);
    }

    [Fact]
    public void A_named_file_that_is_missing_is_refused()
    {
        using var folder = new TempFolder();

        var problem = Assert.Single(ConfigFileReader.Read(ConfigFileLocation.Find("gone.json", folder.Root, folder.Root)).Problems);

        Assert.Equal("config.missing", problem.Code);
        Assert.Equal(
            $"The config file {Path.Combine(folder.Root, "gone.json")} does not exist. It was named with --config or INTEGRATIONS_CONFIG_PATH: create it, or name another. "
            + "Without either, integrations.config.json in the working directory is taken, else the one beside the server, else none.",
            problem.Detail);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["integrations.config.json/x"]);

        Assert.Equal("config.unreadable", Assert.Single(ConfigFileReader.Read(ConfigFileLocation.Find(null, folder.Root, folder.Root) with { IsExplicit = true }).Problems).Code);
    }

    [Theory]
    [InlineData("elsewhere/my.json", true, true, "elsewhere/my.json")]
    [InlineData(null, true, true, "cwd/integrations.config.json")]
    [InlineData("", false, true, "server/integrations.config.json")]
    [InlineData(null, false, false, "cwd/integrations.config.json")]
    public void Looks_at_the_named_path_then_here_then_beside_the_server(string? named, bool here, bool beside, string expected)
    {
        using var folder = new TempFolder();
        var (cwd, server) = (Path.GetDirectoryName(folder["cwd/x"])!, Path.GetDirectoryName(folder["server/x"])!);
        foreach (var (exists, directory) in new[] { (here, cwd), (beside, server) })
        {
            if (exists)
            {
                File.WriteAllText(Path.Combine(directory, "integrations.config.json"), "{}");
            }
        }

        var absolute = named is { Length: > 0 } ? folder[named] : named;
        Assert.Equal(folder[expected], ConfigFileLocation.Find(absolute, cwd, server).Path);
        if (absolute is { Length: > 0 })
        {
            Assert.Equal(folder[expected], ConfigFileLocation.Find(Path.GetRelativePath(cwd, absolute), cwd, server).Path);
        }
    }
}

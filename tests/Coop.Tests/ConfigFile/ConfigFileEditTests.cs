using System.Text.Json;
using Coop.Plugins.ConfigFile;
using CsCheck;

namespace Coop.Tests.ConfigFile;

public sealed class ConfigFileEditTests
{
    private const string Commented = """
        // Ours.
        {
          "$schema": "./integrations.config.schema.json",
          "integrations": [
            // The first.
            { "package": "./a", "config": { "package": "inner" } }, // beside a
            {
              "package": "./b" /* odd */,
              "enabled": false
            } // beside b
            // the end
          ],
          "requireModelCards": true
        }
        """;

    [Fact]
    public void Adds_after_the_last_entry_and_keeps_every_comment()
    {
        var added = ConfigFileEdit.Add(Commented, "@scope/c");
        Assert.Equal(
            Commented.Replace("} // beside b\n    // the end", "}, // beside b\n    // the end\n    { \"package\": \"@scope/c\" }", StringComparison.Ordinal),
            added);
    }

    [Fact]
    public void Removes_an_entry_with_its_comma_and_keeps_every_comment()
    {
        var removed = ConfigFileEdit.Remove(Commented, "./a");
        Assert.Equal(Commented.Replace("    { \"package\": \"./a\", \"config\": { \"package\": \"inner\" } }, // beside a", " // beside a", StringComparison.Ordinal), removed);
    }

    [Fact]
    public void Removing_the_last_entry_takes_the_comma_before_it()
    {
        var removed = ConfigFileEdit.Remove(Commented, "./b");
        Assert.Contains("\"inner\" } } // beside a", removed);
        Assert.Equal(["./a"], Packages(removed));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"requireModelCards\": true }")]
    [InlineData("{ \"integrations\": [] }")]
    [InlineData("{ \"integrations\": [ { \"package\": \"x\" } ] }")]
    [InlineData("{ \"integrations\": [ { \"package\": \"x\" }, ] }")]
    [InlineData("{\r\n\t\"integrations\": [\r\n\t\t{ \"package\": \"x\" }\r\n\t]\r\n}\r\n")]
    [InlineData("\uFEFF{ \"integrations\": [ /* none */ ] }")]
    [InlineData("/* { */ { \"integrations\": [ // none\n ] }")]
    public void Adding_and_removing_works_on_any_layout(string text)
    {
        var before = Packages(text);
        var added = ConfigFileEdit.Add(text, "new\"one");
        Assert.Equal([.. before, "new\"one"], Packages(added));
        Assert.Equal(before, Packages(ConfigFileEdit.Remove(added, "new\"one")));
    }

    [Fact]
    public void Removing_what_is_not_there_changes_nothing() => Assert.Equal(Commented, ConfigFileEdit.Remove(Commented, "inner"));

    [Fact]
    public void Any_sequence_of_additions_and_removals_leaves_the_list_it_should()
    {
        var step = Gen.Select(Gen.Bool, Gen.Int[0, 4]);
        string[] starts = [Commented, ConfigFileEdit.Empty, "{}", "{\"integrations\":[{\"package\":\"./a\"},{\"package\":\"./b\"},]}"];
        Gen.Select(Gen.Int[0, starts.Length - 1], step.Array[0, 12]).Sample((which, steps) =>
        {
            var start = starts[which];
            var (text, expected) = (start, Packages(start));
            foreach (var (isAddition, number) in steps)
            {
                var package = "./" + "abcde"[number];
                text = isAddition ? ConfigFileEdit.Add(text, package) : ConfigFileEdit.Remove(text, package);
                expected = isAddition ? [.. expected, package] : [.. expected.Where(p => p != package)];
            }

            Assert.Equal(expected, Packages(text));
        });
    }

    private static List<string> Packages(string text)
    {
        using var json = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return json.RootElement.TryGetProperty("integrations", out var list)
            ? [.. list.EnumerateArray().Select(e => e.GetProperty("package").GetString()!)]
            : [];
    }
}

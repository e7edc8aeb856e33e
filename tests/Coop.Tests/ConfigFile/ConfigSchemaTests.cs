using Coop.Tests.Support;
using CsCheck;

namespace Coop.Tests.ConfigFile;

public sealed class ConfigSchemaTests
{
    [Fact]
    public void The_repository_s_own_file_fits_the_schema_it_names()
    {
        var text = File.ReadAllText(Repo.PathOf("integrations.config.json"));

        Assert.True(ParsedConfig.FitsSchema(text));
        Assert.Contains("\"$schema\": \"./integrations.config.schema.json\"", text, StringComparison.Ordinal);
    }

    /// <summary>Files built from right and wrong parts: what the host accepts without a word the schema accepts, and the other way round.</summary>
    [Fact]
    public void Host_and_schema_agree_on_every_file()
    {
        var package = OneOf("\"package\": \"./a\", ", "\"package\": \"@s/n\", ", "\"package\": 1, ", "\"package\": \"\", ", "");
        var enabled = OneOf("", "\"enabled\": true, ", "\"enabled\": \"no\", ", "\"enabld\": true, ");
        var config = OneOf("", "\"config\": { \"any\": [null] }, ", "\"config\": null, ");
        var isolation = OneOf("", "\"isolation\": \"none\", ", "\"isolation\": \"Process\", ");
        var limits = OneOf("", "\"limits\": {}, ", "\"limits\": { \"timeoutMs\": 1, \"memoryMb\": 64 }, ", "\"limits\": { \"startTimeoutMs\": 1e9 }, ", "\"limits\": { \"x\": 1 }, ");
        var permissions = OneOf("", "\"permissions\": [], ", "\"permissions\": [\"workers\", \"addons\"], ", "\"permissions\": [\"all\"], ");
        var cards = OneOf("", "\"requireModelCards\": false, ", "\"requireModelCards\": 0, ", "\"$schema\": \"x\", ", "\"schema\": \"x\", ");

        Gen.Select(package, enabled, config, isolation, limits, permissions, cards).Sample(parts =>
        {
            var (p, e, c, i, l, r, m) = parts;
            var text = $$"""{ {{m}} "integrations": [ { {{p}}{{e}}{{c}}{{i}}{{l}}{{r}} } ] }""";
            var read = ParsedConfig.Read(text);
            var isClean = read.TryGet(out var config) && config.Problems.Count == 0 && config.Entries.All(entry => entry.Problems.Count == 0);
            return isClean == ParsedConfig.FitsSchema(text);
        });
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}

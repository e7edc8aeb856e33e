using System.Text;
using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Plugins.ConfigFile;
using Coop.Tests.Support;

namespace Coop.Tests.ConfigFile;

/// <summary>The text of a config file, read by the host and judged by the shipped schema.</summary>
internal static class ParsedConfig
{
    private static readonly SchemaJudge Schema = new(JsonDocument.Parse(File.ReadAllText(Repo.PathOf("integrations.config.schema.json"))).RootElement);

    public static Result<IntegrationsConfig> Read(string text) =>
        ConfigFileReader.Parse(Encoding.UTF8.GetBytes(text), new ConfigFileLocation(Path.GetFullPath("integrations.config.json"), true));

    public static ConfigEntry Entry(string json) => Assert.Single(Read($$"""{ "integrations": [ {{json}} ] }""").Value.Entries);

    public static bool FitsSchema(string text) => Schema.Accepts(
        JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }).RootElement);
}

namespace Coop.BrowserTests.Support;

/// <summary>A small Node integration in a folder beside the server's config file, as an author begins one.</summary>
internal static class NodeIntegration
{
    /// <returns>How the config file names it.</returns>
    public static async Task<string> WriteAsync(WebServer server, string name, string module)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(server.ConfigFile)!, name)).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "package.json"), $$"""{ "name": "{{name}}", "version": "1.0.0", "type": "module", "exports": "./index.mjs" }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "index.mjs"), module, TestContext.Current.CancellationToken);
        return "./" + name;
    }

    public static Task ListAsync(WebServer server, params string[] packages) => File.WriteAllTextAsync(
        server.ConfigFile, $$"""{ "integrations": [{{string.Join(", ", packages.Select(package => $$"""{ "package": "{{package}}" }"""))}}] }""", TestContext.Current.CancellationToken);

    /// <summary>JavaScript that defines <c>signal(type, run, more)</c>.</summary>
    public const string Signal = """
        const signal = (type, run, more = {}) => ({ signalTypeId: type, signal: {
          id: { type }, displayName: type, description: 'A fixture.', docsUrl: null, recommendedThresholds: null, supportedLanguages: 'ALL',
          pricingStructure: { type: 'FREE' }, eligibleInputs: ['STRING'], outputType: { scalarType: 'BOOLEAN' }, getCost: () => 1, run,
          getDisabledInfo: async () => ({ disabled: false }), needsMatchingValues: false, eligibleSubcategories: [], needsActionPenalties: false,
          allowedInAutomatedRules: true, ...more } });
        """;
}

namespace Coop.BrowserTests.Support;

/// <summary>An integration of every sort of signal a rule can hold, in a folder that goes with the test. It runs as any Node integration does.</summary>
internal sealed class FixtureSignals : IDisposable
{
    public FixtureSignals()
    {
        File.WriteAllText(Path.Combine(Package, "package.json"), """{ "name": "fixture-signals", "version": "1.0.0", "type": "module", "main": "index.js" }""");
        File.WriteAllText(Path.Combine(Package, "index.js"), Source);
    }

    /// <summary>For <c>WebServer.StartAsync</c>.</summary>
    public string Package { get; } = Directory.CreateTempSubdirectory("coop-signals-").FullName;

    public void Dispose() => Directory.Delete(Package, recursive: true);

    private const string Source = """
        const signal = (type, displayName, outputType, run, more = {}) => ({ signalTypeId: type, signal: {
          id: { type }, displayName, description: `${displayName}, for tests.`, docsUrl: null, recommendedThresholds: null, supportedLanguages: 'ALL', pricingStructure: { type: 'FREE' },
          eligibleInputs: ['STRING'], outputType, getCost: () => 1, run: async (input) => ({ outputType, ...run(input) }), getDisabledInfo: async () => ({ disabled: false }),
          needsMatchingValues: false, eligibleSubcategories: [], needsActionPenalties: false, integration: 'FIXTURES', allowedInAutomatedRules: true, ...more } });
        const yes = { scalarType: 'BOOLEAN' };
        const signals = [
          signal('FIXTURE_PLACES', 'Near places', yes, (input) => ({ score: input.matchingValues.some((place) => input.value.value === place.id), matchedValue: input.value.value }), { eligibleInputs: ['GEOHASH'], needsMatchingValues: true }),
          signal('FIXTURE_LEVEL', 'Level', { scalarType: 'STRING', enum: ['LOW', 'MEDIUM', 'HIGH'], ordered: true }, () => ({ score: 'MEDIUM' })),
          signal('FIXTURE_ROUTING', 'For routing', yes, () => ({ score: true }), { allowedInAutomatedRules: false }),
          signal('FIXTURE_TOPIC', 'Topic', { scalarType: 'NUMBER' }, (input) => ({ score: input.subcategory === 'drugs' ? 0.9 : 0.1 }), {
            eligibleInputs: ['URL'], recommendedThresholds: { highPrecisionThreshold: 0.8, highRecallThreshold: 0.5 }, supportedLanguages: ['ENGLISH', 'FRENCH'],
            eligibleSubcategories: [{ id: 'goods', label: 'Goods', childrenIds: ['drugs', 'arms'] }, { id: 'drugs', label: 'Drugs', childrenIds: [] }, { id: 'arms', label: 'Arms', childrenIds: [] }] }),
          signal('FIXTURE_LANGUAGE', 'Language', yes, () => ({ score: true }), { eligibleInputs: ['EMAIL_ADDRESS'] }),
          signal('FIXTURE_FIELD', 'Field', yes, () => ({ score: true }), { eligibleInputs: ['EMAIL_ADDRESS'], eligibleSubcategories: [{ id: 'a', label: 'A', childrenIds: [] }] }),
        ];
        export default {
          manifest: { id: 'FIXTURES', name: 'Fixtures', version: '1.0.0', requiresConfig: false, signalTypeIds: signals.map((made) => made.signalTypeId) },
          createSignals: () => signals,
        };
        """;
}

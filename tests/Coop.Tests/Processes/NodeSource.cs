namespace Coop.Tests.Processes;

/// <summary>Source text of small Node plugins.</summary>
internal static class NodeSource
{
    /// <summary>A module whose plugin has these signals.</summary>
    public static string Plugin(string id, params (string Id, string Run)[] signals) => $$"""
        {{Signal}}
        export default {
          manifest: { id: '{{id}}', name: '{{id}}', version: '1.0.0', requiresConfig: false, signalTypeIds: [{{string.Join(", ", signals.Select(signal => $"'{signal.Id}'"))}}] },
          createSignals: (context) => [{{string.Join(", ", signals.Select(signal => $"signal(context, '{signal.Id}', {signal.Run})"))}}],
        };
        """;

    /// <summary>A function that makes a signal out of an id and its run.</summary>
    public const string Signal = """
        const signal = (context, type, run, more = {}) => ({ signalTypeId: type, signal: {
          id: { type }, displayName: type, description: 'A fixture.', docsUrl: null, recommendedThresholds: null, supportedLanguages: 'ALL',
          pricingStructure: { type: 'FREE' }, eligibleInputs: ['STRING', 'NUMBER'], outputType: { scalarType: 'BOOLEAN' }, getCost: () => 1, run,
          getDisabledInfo: async () => ({ disabled: false }), needsMatchingValues: false, eligibleSubcategories: [], needsActionPenalties: false,
          integration: context.integrationId, allowedInAutomatedRules: true, ...more } });
        """;

    public const string Good = "async () => ({ score: true })";
}

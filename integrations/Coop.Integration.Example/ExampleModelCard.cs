using Coop.Integrations;

namespace Coop.Integration.Example;

/// <summary>What people should know before they trust a score. All seven sections, because adopters may require them.</summary>
internal static class ExampleModelCard
{
    public static ModelCard Card { get; } = new()
    {
        ModelName = "Random numbers",
        Version = typeof(ExampleModelCard).Assembly.GetName().Version!.ToString(3),
        ReleaseDate = "2026",
        Sections =
        [
            Section("trainingData", "Training data", ("Data", "None. Nothing was trained: every score is a random number.")),
            Section("policyAndTaxonomy", "Policy and taxonomy", ("Scope", "No policy is measured. The signals stand in for real ones while you learn to write rules.")),
            Section("annotationMethodology", "Annotation methodology", ("Method", "None. Nobody labelled anything.")),
            Section("performanceBenchmarks", "Performance benchmarks", ("Accuracy", "That of a coin. There is nothing to benchmark.")),
            Section("biasAndLimitations", "Bias and limitations", ("Limits", "Scores have nothing to do with the item. Never let them decide about real people.")),
            Section(
                "implementationGuidance",
                "Implementation guidance",
                (CoinFlipSignal.Id, "Boolean. Needs the true percentage saved in the organisation's settings."),
                (RandomScoreSignal.Id, "Number from 0 up to 100. Needs no settings; choose the threshold in the rule.")),
            Section(
                "relevantLinks",
                "Relevant links",
                ("How integrations work", "https://roostorg.github.io/coop/INTEGRATIONS_PLUGIN.html"),
                ("The npm package of the same purpose", "https://github.com/roostorg/coop-integration-example")),
        ],
    };

    private static ModelCardSection Section(string id, string title, params (string Label, string Value)[] fields) =>
        new() { Id = id, Title = title, Fields = [.. fields.Select(field => new ModelCardField(field.Label, field.Value))] };
}

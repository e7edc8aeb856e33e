using Coop.Integrations;

namespace Coop.Integration.Text;

/// <summary>What these signals can and cannot tell, said plainly: they compare characters and know nothing of meaning.</summary>
internal static class TextModelCard
{
    public static ModelCard Card { get; } = new()
    {
        ModelName = "Coop text matching",
        Version = typeof(TextModelCard).Assembly.GetName().Version!.ToString(3),
        ReleaseDate = "2026",
        Sections =
        [
            Section("trainingData", "Training data", ("Data", "None. These are algorithms that compare characters; nothing was trained.")),
            Section(
                "policyAndTaxonomy",
                "Policy and taxonomy",
                ("Scope", "No policy is built in. What is looked for is entirely in the matching values that an analyst writes or keeps in a bank.")),
            Section("annotationMethodology", "Annotation methodology", ("Method", "Nobody labelled anything; the same text and values always give the same answer.")),
            Section(
                "performanceBenchmarks",
                "Performance benchmarks",
                ("Time", "Keywords and regular expressions take time in proportion to the length of the text, whatever the pattern. Similarity takes time in proportion to both texts."),
                ("Precision and recall", "Those of the matching values. Try a rule on recent items before it acts.")),
            Section(
                "biasAndLimitations",
                "Bias and limitations",
                ("No context", "Quotes, jokes, reclaimed words and news reports look like what they quote. Names of people and places can contain keywords."),
                ("Part of a word", "Contains text finds a keyword inside a longer word. Write a regular expression with \\b on both sides for whole words."),
                ("Disguises", "Variants know Latin letters, accents, common look-alike digits and signs, and stretched letters; not letters of other alphabets, nor spaces between letters."),
                ("Similarity", "Short matching values are similar to many texts. It counts shared characters, not shared meaning.")),
            Section(
                "implementationGuidance",
                "Implementation guidance",
                ("Regular expressions", "JavaScript syntax without look-around and back-references, which cannot be matched in linear time. An unusable pattern fails its condition with the reason."),
                ("Similarity threshold", "Start at 0.9 for near copies and look at what it finds before going lower."),
                ("Where it runs", "Inside Coop. No text leaves the host.")),
            Section(
                "relevantLinks",
                "Relevant links",
                ("Regular expression syntax", "https://developer.mozilla.org/docs/Web/JavaScript/Guide/Regular_expressions"),
                ("The likeness that is computed", "https://github.com/JakeBayer/FuzzySharp")),
        ],
    };

    private static ModelCardSection Section(string id, string title, params (string Label, string Value)[] fields) =>
        new() { Id = id, Title = title, Fields = [.. fields.Select(field => new ModelCardField(field.Label, field.Value))] };
}

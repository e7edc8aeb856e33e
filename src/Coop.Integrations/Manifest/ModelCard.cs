namespace Coop.Integrations;

/// <summary>How a measurement was made, how good it is, and what it must not be used for.</summary>
public sealed record ModelCard
{
    /// <summary>The sections every model card has, by <see cref="ModelCardSection.Id"/>. More are allowed; order is free.</summary>
    public static IReadOnlyList<string> RequiredSectionIds { get; } =
    [
        "trainingData", "policyAndTaxonomy", "annotationMethodology", "performanceBenchmarks",
        "biasAndLimitations", "implementationGuidance", "relevantLinks",
    ];

    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary>The model's version.</summary>
    public required string Version { get; init; }

    /// <summary>When it was released, in words.</summary>
    public string? ReleaseDate { get; init; }

    /// <summary>The sections, in the order they are shown.</summary>
    public IReadOnlyList<ModelCardSection> Sections { get; init; } = [];

    /// <summary>The required sections that are not there, in the order of <see cref="RequiredSectionIds"/>.</summary>
    public IReadOnlyList<string> MissingSectionIds() =>
        [.. RequiredSectionIds.Where(id => Sections.All(section => section.Id != id))];
}

/// <summary>One section of a <see cref="ModelCard"/>. Subsections and fields are both shown.</summary>
public sealed record ModelCardSection
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>Groups of fields under their own headings.</summary>
    public IReadOnlyList<ModelCardSubsection> Subsections { get; init; } = [];

    /// <summary>Fields directly under the section.</summary>
    public IReadOnlyList<ModelCardField> Fields { get; init; } = [];
}

/// <summary>A group of fields in a section.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Fields">The fields.</param>
public sealed record ModelCardSubsection(string Title, IReadOnlyList<ModelCardField> Fields);

/// <summary>A statement of a model card. A value that is a URL is shown as a link.</summary>
/// <param name="Label">What the statement is about.</param>
/// <param name="Value">The statement.</param>
public sealed record ModelCardField(string Label, string Value);

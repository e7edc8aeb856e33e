using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Integrations;

[DisplayName("An integration's manifest")]
public static class ManifestCodes
{
    public static ProblemCode ConfigSchemaVersion { get; } = new("manifest.config-schema-version", "It is below 1.", "Authors start at 1.");

    public static ProblemCode ConfigurationField { get; } = new(
        "manifest.configuration-field",
        "A configuration field is wrong.",
        "Authors correct the member the path names.");

    public static ProblemCode ContractVersion { get; } = new("manifest.contract-version", "It is no range of versions.", "Write such as `[1.0,2.0)`.");

    public static ProblemCode DuplicateId { get; } = new("manifest.duplicate-id", "Another integration has this id.", "Remove one of the two entries.");

    public static ProblemCode EgressHost { get; } = new("manifest.egress-host", "It is no host name.", "Write such as `api.vendor.example`.");

    public static ProblemCode Id { get; } = new("manifest.id", "The id is not UPPER_SNAKE_CASE.", "Authors correct it.");

    public static ProblemCode LogoMissing { get; } = new("manifest.logo-missing", "The logo is not in the package; it runs all the same.", "Authors ship the file.");

    public static ProblemCode LogoNotAnImage { get; } = new("manifest.logo-not-an-image", "The logo is no image.", "Authors ship PNG, JPEG, GIF, WebP or SVG.");

    public static ProblemCode LogoOutside { get; } = new("manifest.logo-outside", "The logo's path leads out of the package.", "Authors ship the image inside.");

    public static ProblemCode LogoTooLarge { get; } = new("manifest.logo-too-large", "The logo has more than 1 MiB.", "Authors ship a smaller one.");

    public static ProblemCode LogoUnreadable { get; } = new("manifest.logo-unreadable", "The logo cannot be read.", "Check the file's permissions.");

    public static ProblemCode Member { get; } = new("manifest.member", "A member of the manifest has a wrong value.", "Authors correct the member the path names.");

    public static ProblemCode ModelCard { get; } = new("manifest.model-card", "The model card is wrong.", "Authors correct the member the path names.");

    public static ProblemCode ModelCardMissing { get; } = new("manifest.model-card-missing", "There is no model card.", "Ask the author for one.");

    public static ProblemCode ModelCardSections { get; } = new(
        "manifest.model-card-sections",
        "Required sections of the model card are missing.",
        "Ask the author for them.");

    public static ProblemCode Name { get; } = new("manifest.name", "The name is empty.", "Authors give one.");

    public static ProblemCode NotObject { get; } = new("manifest.not-object", "The manifest is no object.", "Authors export one.");

    public static ProblemCode Null { get; } = new("manifest.null", "The manifest, or a part that must be there, is null.", "Authors correct it.");

    public static ProblemCode SignalTypeIds { get; } = new("manifest.signal-type-ids", "An id is listed twice.", "Authors list each once.");

    public static ProblemCode Url { get; } = new("manifest.url", "It is no http or https URL.", "Authors correct it.");

    public static ProblemCode Version { get; } = new("manifest.version", "It is no semantic version.", "Authors write such as `2.0.1`.");
}

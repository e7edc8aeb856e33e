using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

[DisplayName("Webhooks")]
public static class WebhookCodes
{
    public static ProblemCode HeaderElsewhere { get; } = new(
        "webhook.header-elsewhere",
        "The address goes to another scheme, host or port than the saved one, and the header's saved value would go there.",
        "Give the value again, or leave the header out.");

    public static ProblemCode HeaderName { get; } = new("webhook.header-name", "A header's name is not one of HTTP.", "Use letters, digits and `-`.");

    public static ProblemCode HeaderRepeated { get; } = new("webhook.header-repeated", "A header is given twice.", "Take one out.");

    public static ProblemCode HeaderReserved { get; } = new("webhook.header-reserved", "Coop sets this header itself.", "Leave it out.");

    public static ProblemCode HeaderValue { get; } = new("webhook.header-value", "A header's value cannot be sent.", "Use visible ASCII.");

    public static ProblemCode TooManyHeaders { get; } = new("webhook.too-many-headers", "There are too many headers.", "Send fewer.");

    public static ProblemCode Url { get; } = new("webhook.url", "The address cannot be called.", "Use an absolute http or https URL without user name and password.");
}

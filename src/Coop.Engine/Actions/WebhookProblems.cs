using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

/// <summary>Codes of refused webhook targets and headers.</summary>
public static class WebhookProblems
{
    private const string Title = "Invalid webhook";

    public static Problem Url(string given) => new(
        WebhookCodes.Url, ProblemKind.InvalidInput, Title,
        $"'{given}' is no absolute http or https URL without user name and password. Put a credential into a header.");

    public static Problem HeaderName(string name) => new(
        WebhookCodes.HeaderName, ProblemKind.InvalidInput, Title,
        $"'{name}' is no HTTP header name: use letters, digits and any of !#$%&'*+-.^_`|~, at most {WebhookHeaders.LongestName} of them.", Pointer(name));

    public static Problem HeaderValue(string name) => new(
        WebhookCodes.HeaderValue, ProblemKind.InvalidInput, Title,
        $"The value of the header '{name}' must be 1 to {WebhookHeaders.LongestValue} visible ASCII characters, spaces allowed in between.", Pointer(name));

    public static Problem HeaderReserved(string name) => new(
        WebhookCodes.HeaderReserved, ProblemKind.InvalidInput, Title, $"The header '{name}' is set by Coop itself. Leave it out.", Pointer(name));

    public static Problem HeaderElsewhere(string name) => new(
        WebhookCodes.HeaderElsewhere, ProblemKind.InvalidInput, Title,
        $"The address goes to another place than the saved one. Type the value of the header '{name}' again, or remove the header.", Pointer(name));

    public static Problem HeaderRepeated(string name) => new(
        WebhookCodes.HeaderRepeated, ProblemKind.InvalidInput, Title, $"The header '{name}' is given twice: header names do not tell case apart.", Pointer(name));

    public static Problem TooManyHeaders { get; } = new(
        WebhookCodes.TooManyHeaders, ProblemKind.InvalidInput, Title, $"A webhook has at most {WebhookHeaders.Most} headers.");

    private static string Pointer(string name) => JsonPointer.Member("", name);
}

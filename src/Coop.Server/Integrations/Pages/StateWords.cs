using Coop.Engine.Integrations;
using Coop.Server.Web.Parts;

namespace Coop.Server.Integrations.Pages;

/// <summary>An integration's state as people read it.</summary>
/// <param name="NextStep">What to do about it; null when there is nothing to do.</param>
internal sealed record StateWords(string Label, Tone Tone, string? NextStep)
{
    public static StateWords Of(IntegrationState state) => state switch
    {
        IntegrationState.Active => new("Active", Tone.Good, null),
        IntegrationState.Disabled => new("Disabled", Tone.Neutral, "Set enabled to true in its entry of the config file, then reload."),
        IntegrationState.NotFound => new("Not found", Tone.Bad, "Install the package or correct its name in the config file, then reload."),
        IntegrationState.Incompatible => new("Incompatible", Tone.Bad, "Install a version made for this version of Coop, then reload."),
        IntegrationState.RuntimeMissing => new("Runtime missing", Tone.Bad, "Install the runtime it needs on the server, then reload."),
        IntegrationState.Invalid => new("Invalid", Tone.Bad, "Correct what is listed here, or ask the integration's author to, then reload."),
        IntegrationState.Faulted => new("Failed to start", Tone.Bad, "See what it reported. Reload tries again."),
        IntegrationState.Quarantined => new("Quarantined", Tone.Warn, "It crashed or hung too often and is tried again later. Reload tries now."),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without words."),
    };

    /// <summary>What became of saved secrets that cannot be read; null when all can.</summary>
    public static string? Unreadable(OrgIntegration shown) => shown.UnreadableSecrets.Count == 0
        ? null
        : $"{GivenText.List(shown.UnreadableSecrets.Select(key => shown.Integration.Manifest?.ConfigurationFields.FirstOrDefault(field => field.Key == key)?.Label ?? key))}: "
            + "saved, and cannot be read any more, because the server's keys are not those it was saved with.";

    public static string Runtime(Integration integration) => integration.Runtime switch
    {
        IntegrationRuntime.DotNet => ".NET",
        IntegrationRuntime.Node => "Node",
        _ => "Unknown runtime",
    } + (integration.IsProcess ? ", own process" : "");
}

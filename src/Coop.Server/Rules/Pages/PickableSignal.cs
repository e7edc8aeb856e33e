using Coop.Engine.Signals.Offers;
using Coop.Server.Api;

namespace Coop.Server.Rules.Pages;

/// <summary>A signal in the picker.</summary>
/// <param name="Refusal">Why it cannot be chosen; null when it can.</param>
/// <param name="FixHref">Where an admin mends that; null when there is nothing to mend.</param>
public sealed record PickableSignal(OrgSignal Signal, LogoUrls Logos, string? Refusal, string? FixHref)
{
    public string Name => Signal.Signal.Descriptor.DisplayName;

    public static PickableSignal Of(OrgSignal signal, LogoUrls logos, bool hasActions)
    {
        if (signal.Availability.DisabledReason is { } reason)
        {
            return new(signal, logos, reason, "/dashboard/settings/integrations/" + Uri.EscapeDataString(signal.Signal.IntegrationId.ToLowerInvariant()));
        }

        return hasActions && !signal.Signal.Descriptor.AllowedInAutomatedRules
            ? new(signal, logos, "It can only be used in routing rules, not in automated rules with actions.", null)
            : new(signal, logos, null, null);
    }

    public bool Has(string text) => text.Length == 0
        || Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Signal.Signal.IntegrationTitle.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Signal.Signal.Descriptor.Description.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Signal.Subcategories.Any(choice => choice.Label.Contains(text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What somebody took from the picker.</summary>
/// <param name="Signal">Null for the value itself, without a signal.</param>
/// <param name="Threshold">A recommended one, to fill in.</param>
public sealed record PickedSignal(OrgSignal? Signal, string Subcategory = "", string? Threshold = null);

using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Server.Api;

namespace Coop.Server.Integrations;

/// <param name="ConfigFileProblems">Warnings about the config file as a whole.</param>
internal sealed record IntegrationListView(IReadOnlyList<IntegrationView> Integrations, IReadOnlyList<IntegrationProblem> ConfigFileProblems);

/// <param name="Id">Null when loading did not get as far as a readable manifest.</param>
/// <param name="Package">As the config file names it.</param>
/// <param name="State">Anything but ACTIVE and DISABLED needs attention; the problems say what to do.</param>
/// <param name="Problems">With those that your organisation alone has with it.</param>
/// <param name="Isolated">Runs in a process of its own.</param>
/// <param name="RequiresConfig">Of no use before the organisation saved a configuration.</param>
/// <param name="Configured">Whether your organisation saved one.</param>
/// <param name="UnreadableSecrets">Keys of saved secrets that cannot be decrypted any more: give them again.</param>
/// <param name="SignalCount">How many signals it offers now.</param>
internal sealed record IntegrationView(
    string? Id, string Package, string Title, string? Description, string? Version, string? DocsUrl, IntegrationRuntime Runtime, bool Isolated, IntegrationState State,
    IReadOnlyList<IntegrationProblem> Problems, bool RequiresConfig, bool Configured, IReadOnlyList<string> UnreadableSecrets, int SignalCount, string? LogoUrl,
    string? LogoWithBackgroundUrl)
{
    public static IntegrationView Of(OrgIntegration seen)
    {
        var (integration, logos) = (seen.Integration, LogoUrls.Of(seen.Integration));
        var manifest = integration.Manifest;
        return new(
            integration.Id, integration.Package, manifest?.Name ?? integration.Package, manifest?.Description, manifest?.Version, manifest?.DocsUrl,
            integration.Runtime, integration.IsProcess, integration.State, [.. integration.Problems, .. seen.Troubles], manifest?.RequiresConfig ?? false, seen.IsConfigured,
            seen.UnreadableSecrets, integration.Signals.Count, logos.Logo, logos.LogoWithBackground);
    }
}

/// <param name="MissingSections">Ids of the sections every model card should have and this one has not.</param>
internal sealed record ModelCardView(
    string ModelName, string Version, string? ReleaseDate, IReadOnlyList<ModelCardSection> Sections, IReadOnlyList<string> MissingSections)
{
    public static ModelCardView Of(ModelCard card) => new(card.ModelName, card.Version, card.ReleaseDate, card.Sections, card.MissingSectionIds());
}

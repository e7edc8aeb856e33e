using Coop.Engine.Integrations;
using Coop.Engine.Uses;
using Coop.Server.Api;
using Coop.Server.Signals;

namespace Coop.Server.Integrations;

/// <summary>Everything an integration says of itself, and what your organisation makes of it.</summary>
internal sealed record IntegrationDetailView
{
    public required string Id { get; init; }

    /// <summary>As the config file names it.</summary>
    public required string Package { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public required string Version { get; init; }

    public string? DocsUrl { get; init; }

    /// <summary>The range of contract versions it works with, when the manifest says so.</summary>
    public string? ContractVersion { get; init; }

    public required IntegrationRuntime Runtime { get; init; }

    /// <summary>Runs in a process of its own.</summary>
    public required bool Isolated { get; init; }

    public required IntegrationState State { get; init; }

    /// <summary>Why it is not active; each says what to do.</summary>
    public required IReadOnlyList<IntegrationProblem> Problems { get; init; }

    /// <summary>What is wrong with it although it runs.</summary>
    public required IReadOnlyList<IntegrationProblem> Warnings { get; init; }

    public required bool RequiresConfig { get; init; }

    /// <summary>Whether your organisation saved a configuration.</summary>
    public required bool Configured { get; init; }

    /// <summary>Keys of saved secrets that cannot be decrypted any more: give them again.</summary>
    public required IReadOnlyList<string> UnreadableSecrets { get; init; }

    /// <summary>The form an organisation fills in.</summary>
    public required IReadOnlyList<ConfigurationFieldView> ConfigurationFields { get; init; }

    public required int ConfigSchemaVersion { get; init; }

    public ModelCardView? ModelCard { get; init; }

    public string? ModelCardLearnMoreUrl { get; init; }

    /// <summary>The hosts it talks to; absent when it does not say.</summary>
    public IReadOnlyList<string>? EgressHosts { get; init; }

    /// <summary>What item data leaves for them; absent when it does not say.</summary>
    public IReadOnlyList<string>? SendsData { get; init; }

    /// <summary>The ids the manifest declares, also while it is not active.</summary>
    public required IReadOnlyList<string> SignalTypeIds { get; init; }

    /// <summary>The signals it offers now.</summary>
    public required IReadOnlyList<SignalView> Signals { get; init; }

    /// <summary>Your organisation's rules that use its signals.</summary>
    public required IReadOnlyList<RuleNameView> UsedBy { get; init; }

    public string? LogoUrl { get; init; }

    public string? LogoWithBackgroundUrl { get; init; }

    public static IntegrationDetailView Of(OrgIntegrationDetail detail)
    {
        var integration = detail.Integration.Integration;
        var (manifest, logos) = (integration.Manifest!, LogoUrls.Of(integration));
        return new IntegrationDetailView
        {
            Id = manifest.Id,
            Package = integration.Package,
            Title = manifest.Name,
            Description = manifest.Description,
            Version = manifest.Version,
            DocsUrl = manifest.DocsUrl,
            ContractVersion = manifest.ContractVersion,
            Runtime = integration.Runtime,
            Isolated = integration.IsProcess,
            State = integration.State,
            Problems = [.. integration.Problems.Where(problem => !problem.IsWarning)],
            Warnings = [.. integration.Problems.Where(problem => problem.IsWarning)],
            RequiresConfig = manifest.RequiresConfig,
            Configured = detail.Integration.IsConfigured,
            UnreadableSecrets = detail.Integration.UnreadableSecrets,
            ConfigurationFields = [.. manifest.ConfigurationFields.Select(ConfigurationFieldView.Of)],
            ConfigSchemaVersion = manifest.ConfigSchemaVersion,
            ModelCard = manifest.ModelCard is { } card ? ModelCardView.Of(card) : null,
            ModelCardLearnMoreUrl = manifest.ModelCardLearnMoreUrl,
            EgressHosts = manifest.EgressHosts,
            SendsData = manifest.SendsData,
            SignalTypeIds = manifest.SignalTypeIds,
            Signals = [.. integration.Signals.Select(signal => SignalView.Of(signal, logos))],
            UsedBy = [.. detail.UsedBy.Select(RuleNameView.Of)],
            LogoUrl = logos.Logo,
            LogoWithBackgroundUrl = logos.LogoWithBackground,
        };
    }
}

internal sealed record RuleNameView(string Id, string Name)
{
    public static RuleNameView Of(Use use) => new(use.User.Id, use.UserName);
}

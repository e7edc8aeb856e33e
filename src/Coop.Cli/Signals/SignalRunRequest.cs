using Coop.Cli.Terminal;
using Coop.Engine;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Cli.Signals;

/// <summary>What <c>coop run-signal</c> was asked.</summary>
internal sealed record SignalRunRequest(string Package, string SignalId, string Value)
{
    private const string OrgId = "cli";

    public SignalInputType? Type { get; init; }

    /// <summary>Null when nothing is saved.</summary>
    public OrgConfig? OrgConfig { get; init; }

    public IReadOnlyList<string> MatchingValues { get; init; } = [];

    public string? Subcategory { get; init; }

    /// <exception cref="UsageException">The signal does not exist, or cannot be asked like this.</exception>
    public async Task<SignalOutcome> RunAsync(Integration integration, ISignalRunner runner, CancellationToken cancellationToken)
    {
        if (integration.State != IntegrationState.Active)
        {
            var reasons = string.Join(' ', integration.Problems.Where(problem => !problem.IsWarning).Select(problem => problem.Message));
            return SignalOutcome.Failed(FailureKind.Missing, $"{Package} is {integration.State}. {reasons}");
        }

        var signal = Find(integration);
        await CheckConfigAsync(integration, cancellationToken).ConfigureAwait(false);
        var input = Input(signal.Descriptor);
        var outcome = await runner.RunAsync(new SignalCall(signal, input), cancellationToken).ConfigureAwait(false);
        return outcome.Failure is { Kind: FailureKind.Disabled } disabled
            ? SignalOutcome.Failed(FailureKind.Disabled, $"{disabled.Reason} Here, give the configuration with --org-config.")
            : outcome;
    }

    /// <summary>What no form would have saved is measured with by nobody.</summary>
    private async Task CheckConfigAsync(Integration integration, CancellationToken cancellationToken)
    {
        if (OrgConfig is not { } given || integration.Manifest is not { } manifest)
        {
            return;
        }

        var saved = await IntegrationConfigFeature.AsSavedAsync(OrgId, integration, manifest, given.Json, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (saved.Problems.Count > 0)
        {
            throw new UsageException(string.Join('\n', saved.Problems.Select(problem => $"--org-config {problem.Pointer}: {problem.Detail ?? problem.Title}")));
        }
    }

    private CatalogueSignal Find(Integration integration)
    {
        if (integration.Signals.FirstOrDefault(signal => signal.Descriptor.Id == SignalId) is { } found)
        {
            return found;
        }

        var known = integration.Signals.Select(signal => signal.Descriptor.Id).ToList();
        var near = DidYouMean.Find(SignalId, known) is { } name ? $" Did you mean {name}?" : "";
        throw new UsageException(known.Count == 0
            ? $"{integration.Id} has no signals."
            : $"{integration.Id} has no signal {SignalId}.{near} It has: {string.Join(", ", known)}.");
    }

    private SignalInput Input(SignalDescriptor descriptor)
    {
        if (descriptor.NeedsMatchingValues && MatchingValues.Count == 0)
        {
            throw new UsageException($"{descriptor.Id} matches against values. Give at least one with --matching-values.");
        }

        var type = Type ?? (descriptor.EligibleInputs.Contains(SignalInputType.String) ? SignalInputType.String : descriptor.EligibleInputs[0]);
        if (!descriptor.EligibleInputs.Contains(type))
        {
            throw new UsageException($"{descriptor.Id} does not take {WireNames.Of(type)}. Give --type one of: {string.Join(", ", descriptor.EligibleInputs.Select(WireNames.Of))}.");
        }

        var (value, item) = GivenValue.Parse(Value, type);
        return new SignalInput
        {
            OrgId = OrgId,
            SignalId = descriptor.Id,
            Value = value,
            Item = item,
            MatchingValues = descriptor.NeedsMatchingValues ? new MatchingValues { Strings = MatchingValues } : null,
            Subcategory = Subcategory,
            ActionPenalties = descriptor.NeedsActionPenalties ? [] : null,
        };
    }
}

using System.Collections.Concurrent;
using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>
/// The one place that keeps an organisation's saved secrets out of what the integration they belong to says: whatever an author wrote passes through here
/// before it reaches a decision, a page, a log or an answer.
/// </summary>
internal sealed class Redaction(IIntegrationConfigStore configs)
{
    private const string Withheld = "What the integration said is withheld, because the organisation's saved secrets cannot be read to keep them out of it.";

    // With the ones before: a call that began before a secret was replaced may still tell the old one.
    private readonly ConcurrentDictionary<(string OrgId, string IntegrationId), Known> _known = new();

    /// <summary>Before a call begins: it may tell of the secrets that are saved now, even if others are when it ends.</summary>
    public async ValueTask LearnAsync(CatalogueSignal signal, string orgId)
    {
        if (signal.SecretKeys.Count > 0)
        {
            await WordsAsync(signal, orgId).ConfigureAwait(false);
        }
    }

    public ValueTask<SignalOutcome> ApplyAsync(CatalogueSignal signal, string orgId, SignalOutcome outcome) =>
        signal.SecretKeys.Count == 0 || (outcome.Detail ?? outcome.MatchedValue ?? outcome.Failure?.Reason ?? outcome.TextScore) is null
            ? new(outcome)
            : CleanAsync(signal, orgId, outcome);

    public async ValueTask<SignalAvailability> ApplyAsync(CatalogueSignal signal, string orgId, SignalAvailability availability) =>
        availability.DisabledReason is { } reason
            ? SignalAvailability.Disabled(await ApplyAsync(signal, orgId, reason).ConfigureAwait(false))
            : availability;

    public async ValueTask<string> ApplyAsync(CatalogueSignal signal, string orgId, string said) =>
        signal.SecretKeys.Count == 0 ? said : await WordsAsync(signal, orgId).ConfigureAwait(false) is { } words ? words.Remove(said) : Withheld;

    private async ValueTask<SignalOutcome> CleanAsync(CatalogueSignal signal, string orgId, SignalOutcome outcome)
    {
        var words = await WordsAsync(signal, orgId).ConfigureAwait(false);
        if (words is { IsEmpty: true })
        {
            return outcome;
        }

        string? Clean(string? said) => said is null ? null : words is null ? Withheld : words.Remove(said);
        return outcome.Kind switch
        {
            SignalOutcomeKind.Failed => SignalOutcome.Failed(outcome.Failure!.Kind, Clean(outcome.Failure.Reason)!, outcome.Failure.RetryAfter),
            SignalOutcomeKind.NotApplicable => SignalOutcome.NotApplicable(Clean(outcome.Detail)!),
            // A score is never rewritten: a rule would compare what nobody measured.
            _ when outcome.TextScore is { } score && words?.AreIn(score) != false => SignalOutcome.Failed(
                FailureKind.InvalidOutput, $"{signal.Descriptor.Id} returned a score that holds a secret of the organisation, or might."),
            _ => SignalOutcome.Scored(outcome.Score, Clean(outcome.MatchedValue), Clean(outcome.Detail)),
        };
    }

    /// <summary>Null when they cannot be read.</summary>
    private async ValueTask<SecretWords?> WordsAsync(CatalogueSignal signal, string orgId)
    {
        OrgConfig config;
        try
        {
            // Not under the caller's token: what was said is there, and is either cleaned or withheld.
            config = await configs.GetAsync(orgId, signal.IntegrationId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return null;
        }

        var key = (orgId, signal.IntegrationId);
        if (_known.TryGetValue(key, out var known) && ReferenceEquals(known.Config, config))
        {
            return known.Words;
        }

        var now = SecretWords.Of(config, signal.SecretKeys);
        var kept = _known.AddOrUpdate(key, static (_, read) => new Known(read.Config, read.Now, read.Now), static (_, before, read) => new Known(read.Config, read.Now, read.Now.And(before.Current)), (Config: config, Now: now));
        return kept.Words;
    }

    /// <param name="Current">Those of the configuration as it was read last.</param>
    /// <param name="Words">With those of the one before.</param>
    private sealed record Known(OrgConfig Config, SecretWords Current, SecretWords Words);
}

using Coop.Engine.Integrations;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>The stages of a call, put together.</summary>
/// <param name="configs">What organisations saved, so that their secrets can be kept out of what integrations say.</param>
public sealed class SignalRunner(IIntegrationConfigStore configs, TimeProvider time) : ISignalRunner
{
    private readonly Redaction _redaction = new(configs);

    public async ValueTask<SignalOutcome> RunAsync(SignalCall call, CancellationToken cancellationToken)
    {
        var availability = await GetAvailabilityAsync(call.Signal, call.Input.OrgId, cancellationToken).ConfigureAwait(false);
        if (availability.DisabledReason is { } reason)
        {
            return SignalOutcome.Failed(FailureKind.Disabled, reason);
        }

        var outcome = await SignalBoundary.RunAsync(
            call.Signal.Author, call.Signal.Descriptor, call.Input, Calling(call.Signal), cancellationToken).ConfigureAwait(false);
        return await _redaction.ApplyAsync(call.Signal, call.Input.OrgId, outcome).ConfigureAwait(false);
    }

    public bool TryRunPure(SignalCall call, CancellationToken cancellationToken, out ValueTask<SignalOutcome> outcome)
    {
        outcome = default;
        if (!call.Signal.IsPure)
        {
            return false;
        }

        outcome = SignalBoundary.RunAsync(
            call.Signal.Author, call.Signal.Descriptor, call.Input, new SignalCalling(call.Signal.Limits.Timeout, false, time), cancellationToken);
        return true;
    }

    public SignalMatcher? Compile(CatalogueSignal signal, IReadOnlyList<MatchingValues> sets)
    {
        if (!signal.IsPure || signal.Author is not IMultiMatchSignal author)
        {
            return null;
        }

        try
        {
            var matcher = author.Compile(sets);
            var noMatch = SignalOutput.Check(signal.Descriptor, matcher.NoMatch);
            return noMatch.Kind == SignalOutcomeKind.Failed ? null : new SignalMatcher(signal, matcher, sets.Count, noMatch);
        }
        catch (Exception)
        {
            // The contract lets it: the sets are run one by one, and each says for itself what is wrong.
            return null;
        }
    }

    public bool TryMatch(SignalMatcher matcher, string orgId, ScalarValue value, SignalMatches matches)
    {
        if (!matcher.Signal.IsPure)
        {
            return false;
        }

        matches.Begin(matcher);
        try
        {
            matcher.Author.Match(value, matches);
        }
        catch (Exception exception)
        {
            matches.AllAre(SignalBoundary.OutcomeOf(exception));
        }

        return true;
    }

    public async ValueTask<SignalAvailability> GetAvailabilityAsync(CatalogueSignal signal, string orgId, CancellationToken cancellationToken) =>
        await _redaction.ApplyAsync(
            signal,
            orgId,
            await SignalBoundary.GetAvailabilityAsync(signal.Author, signal.Descriptor, orgId, Calling(signal), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    public ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        CatalogueSignal signal, string orgId, CancellationToken cancellationToken) =>
        SignalBoundary.GetSubcategoriesAsync(signal.Author, signal.Descriptor, orgId, Calling(signal), cancellationToken);

    public void Distrust(CatalogueSignal signal) => signal.State.Distrust();

    private SignalCalling Calling(CatalogueSignal signal) => new(signal.Limits.Timeout, true, time);
}

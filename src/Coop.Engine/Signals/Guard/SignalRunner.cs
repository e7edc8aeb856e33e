using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Signals.Guard;

/// <summary>The stages of a call in their order: health, availability, eligibility, rest, batching, place, time limit, boundary, output check, redaction.</summary>
public sealed class SignalRunner : ISignalRunner
{
    private readonly AvailabilityCache _availability;
    private readonly Batching _batching;
    private readonly SetupCall _checks;
    private readonly GuardedCall _guarded;
    private readonly MatcherCompile _compile;
    private readonly Redaction _redaction;
    private readonly Rest _rest;

    /// <param name="configs">What organisations saved, so that their secrets can be kept out of what integrations say.</param>
    /// <param name="log">Null where nobody operates: then a person who asked is all who is told.</param>
    public SignalRunner(IIntegrationConfigStore configs, TimeProvider time, ISignalLog? log = null)
    {
        Sayings = log is null ? null : new Sayings<ISignalLog>(log);
        _checks = new SetupCall(time);
        var orgs = new OrgSignals(new ConfigVersions(configs));
        _guarded = new GuardedCall(new Bulkhead(time), time, AuthorThreads.OfSystem, Sayings);
        _compile = new MatcherCompile(Sayings, time, AuthorThreads.OfSystem);
        _batching = new Batching(orgs, _guarded, time);
        _redaction = new Redaction(configs);
        _rest = new Rest(orgs, time);
        _availability = new AvailabilityCache(orgs, AskAvailabilityAsync, time);
    }

    /// <summary>What an operator is told; not said on anybody's thread who measures.</summary>
    internal Sayings<ISignalLog>? Sayings { get; }

    public async ValueTask<SignalOutcome> RunAsync(SignalCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (signal, input) = (call.Signal, call.Input);
        if (signal.Trouble() is { } trouble)
        {
            return SignalOutcome.Failed(FailureKind.Crashed, SafeReason.Of(trouble));
        }

        var availability = await _availability.GetAsync(signal, input.OrgId, cancellationToken).ConfigureAwait(false);
        if (Disabled(availability) is { } disabled)
        {
            return disabled;
        }

        if ((Eligibility.RefusalOf(signal, input) ?? _rest.RefusalOf(signal, input.OrgId)) is { } refusal)
        {
            return refusal;
        }

        var version = _rest.VersionOf(signal, input.OrgId);
        await _redaction.LearnAsync(signal, input.OrgId).ConfigureAwait(false);
        var said = await MeasureAsync(signal, input, cancellationToken).ConfigureAwait(false);
        var outcome = SafeReason.Of(await _redaction.ApplyAsync(signal, input.OrgId, said).ConfigureAwait(false));
        _rest.Learn(signal, input.OrgId, version, outcome);
        return outcome;
    }

    public bool TryRunPure(SignalCall call, CancellationToken cancellationToken, out SignalOutcome outcome, out Task<SignalOutcome>? running)
    {
        var (signal, input) = (call.Signal, call.Input);
        (outcome, running) = (default, null);
        if (!signal.IsPureFor(input.OrgId) || !_availability.TryGet(signal, input.OrgId, out var availability))
        {
            return false;
        }

        if (availability.DisabledReason is not null || !Eligibility.Takes(signal, input))
        {
            outcome = Disabled(availability) ?? Eligibility.RefusalOf(signal, input)!.Value;
            return true;
        }

        try
        {
            var said = signal.Author.RunAsync(input, cancellationToken);
            // Inside: what is behind the task may be the author's code as well.
            if (said.IsCompletedSuccessfully)
            {
                outcome = SignalOutput.Check(signal.Descriptor, said.Result);
                if (!outcome.IsWordless)
                {
                    Finish(signal, input.OrgId, ref outcome, out running);
                }
            }
            else
            {
                running = Unfinished(signal, input.OrgId, said, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            if (exception is OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            outcome = AuthorTrouble.OutcomeOf(exception);
            Finish(signal, input.OrgId, ref outcome, out running);
        }

        return true;
    }

    public async ValueTask<CompiledMatcher> CompileAsync(
        CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets, TimeSpan limit, CancellationToken cancellationToken)
    {
        // What an integration with secrets says has to be cleaned of them first, and that may have to wait.
        if (!signal.IsPureFor(orgId) || signal.SecretKeys.Count > 0 || signal.Author is not IMultiMatchSignal author)
        {
            return new CompiledMatcher(null, CompileEnd.Impossible);
        }

        // Whoever leaves does not end it: what hangs is found out all the same.
        return await _compile.RunAsync(signal, author, orgId, sets, limit).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public MatchingDoubt DoubtOf(CatalogueSignal signal, string orgId, MatchingValues set) => signal.State.LateMatchers.Find(orgId, set)?.Doubt ?? MatchingDoubt.None;

    public void LeaveUntried(CatalogueSignal signal, string orgId, IReadOnlyList<MatchingValues> sets) => signal.State.LateMatchers.Untried(orgId, sets);

    public bool TryMatch(SignalMatcher matcher, string orgId, ScalarValue value, SignalMatches matches)
    {
        var signal = matcher.Signal;
        if (matcher.IsStopped || !signal.IsPureFor(orgId) || !_availability.TryGet(signal, orgId, out var availability))
        {
            return false;
        }

        matches.Begin(matcher);
        if ((Disabled(availability) ?? Eligibility.RefusalOf(signal, value)) is { } refusal)
        {
            matches.AllAre(refusal);
            return true;
        }

        try
        {
            matcher.Author.Match(value, matches);
            matches.End();
        }
        catch (Exception exception)
        {
            matches.AllAre(SafeReason.Of(AuthorTrouble.OutcomeOf(exception)));
        }

        return true;
    }

    public ValueTask<SignalAvailability> GetAvailabilityAsync(CatalogueSignal signal, string orgId, CancellationToken cancellationToken) =>
        _availability.GetAsync(signal, orgId, cancellationToken);

    public async ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        CatalogueSignal signal, string orgId, CancellationToken cancellationToken)
    {
        if (signal.Author is not IDynamicSubcategories dynamic)
        {
            return (signal.Descriptor.EligibleSubcategories, null);
        }

        await _redaction.LearnAsync(signal, orgId).ConfigureAwait(false);
        var called = await _guarded.AskAsync(
            signal,
            orgId,
            async token => (SignalSubcategory[]?)[.. await dynamic.GetSubcategoriesAsync(orgId, token).ConfigureAwait(false) ?? [null!]],
            cancellationToken).ConfigureAwait(false);
        return called switch
        {
            { Failure: { } failed } => ([], SafeReason.Of(await _redaction.ApplyAsync(signal, orgId, failed.Failure!.Reason).ConfigureAwait(false))),
            { Result: { } choices } when Array.TrueForAll(choices, choice => choice is not null) => (choices, null),
            _ => ([], "The integration returned null instead of its choices."),
        };
    }

    public async ValueTask<IReadOnlyList<MatchingValueError>?> CheckAsync(
        CatalogueSignal signal, string orgId, MatchingValues values, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!signal.ChecksMatchingValues)
        {
            return [];
        }

        if (signal.Trouble() is not null)
        {
            return null;
        }

        await _redaction.LearnAsync(signal, orgId).ConfigureAwait(false);
        // Apart from measuring: whatever it does here is held neither for nor against the signal and its lists, and takes no place that an item needs.
        var called = await _checks.RunAsync(
            orgId,
            signal.Author,
            limit,
            // Reading a list of the author's runs his code as well, and it need not end.
            async token => (MatchingValueError[])[.. (await signal.Author.CheckMatchingValuesAsync(values, token).ConfigureAwait(false) ?? []).OfType<MatchingValueError>().Take(ToldProblems.Most)],
            cancellationToken).ConfigureAwait(false);
        if (called.Result is not { } said)
        {
            return null;
        }

        var errors = new List<MatchingValueError>();
        foreach (var error in said)
        {
            errors.Add(error with { Message = SafeReason.Of(await _redaction.ApplyAsync(signal, orgId, error.Message ?? "").ConfigureAwait(false)) });
        }

        return errors;
    }

    public void Stop(SignalMatcher matcher, string orgId, IReadOnlyList<MatchingValues> sets)
    {
        var signal = matcher.Signal;
        var isLost = matcher.Lose();
        if (matcher.IsStopped && !isLost)
        {
            return;
        }

        // Noted before it is passed over: whoever measures these sets otherwise must know already that they are not trusted.
        signal.State.LateMatchers.Stuck(orgId, sets, isLost, signal.Limits.ThreadsAtOnce);
        if (matcher.Stop())
        {
            Sayings?.Say(log => log.MatcherHangs(signal, orgId, sets.Count, signal.Limits.Timeout));
        }
    }

    public void CameBack(SignalMatcher matcher, string orgId)
    {
        if (matcher.CameBack())
        {
            matcher.Signal.State.LateMatchers.CameBack(orgId, matcher.Signal.Limits.ThreadsAtOnce);
        }
    }

    public void Distrust(CatalogueSignal signal, string orgId) => _guarded.Distrust(signal, orgId);

    private async ValueTask<SignalOutcome> MeasureAsync(CatalogueSignal signal, SignalInput input, CancellationToken cancellationToken)
    {
        if (input.MatchingValues is { } set && signal.State.LateMatchers.Find(input.OrgId, set) is { } list)
        {
            // One input, one call, also of a signal that takes many at once: what hangs with this list must not take other inputs along.
            return Checked(signal, await _guarded.RunApartAsync(
                signal, input.OrgId, set, list, token => signal.Author.RunAsync(input, token), cancellationToken).ConfigureAwait(false));
        }

        if (input.MatchingValues is { } own && signal is { Descriptor.Cost: 0, Author: IMultiMatchSignal })
        {
            // An item that is tried alone, or one for which no matcher could be used: what a list does here it does alone as well.
            return Checked(signal, await _guarded.RunListedAsync(
                signal, input.OrgId, own, token => signal.Author.RunAsync(input, token), cancellationToken).ConfigureAwait(false));
        }

        return Batching.Of(signal) is { } batch
            ? await _batching.RunAsync(signal, batch, input, cancellationToken).ConfigureAwait(false)
            : await Batching.AloneAsync(_guarded, signal, input, cancellationToken).ConfigureAwait(false);
    }

    private static SignalOutcome Checked(CatalogueSignal signal, Called<SignalResult> called) => called.Failure ?? SignalOutput.Check(signal.Descriptor, called.Result);

    private static SignalOutcome? Disabled(SignalAvailability availability) =>
        availability.DisabledReason is { } reason ? SignalOutcome.Failed(FailureKind.Disabled, reason) : null;

    private async Task<(SignalAvailability Said, bool Failed)> AskAvailabilityAsync(CatalogueSignal signal, string orgId)
    {
        await _redaction.LearnAsync(signal, orgId).ConfigureAwait(false);
        var called = await _guarded.AskAsync(signal, orgId, token => signal.Author.GetAvailabilityAsync(orgId, token), CancellationToken.None).ConfigureAwait(false);
        var reason = called.Failure is { } failed
            ? failed.Failure!.Kind == FailureKind.TimedOut ? $"It was asked whether it is available, and gave no answer. {failed.Failure.Reason}" : failed.Failure.Reason
            : called.Result.DisabledReason;
        return reason is null
            ? (SignalAvailability.Available, false)
            : (SignalAvailability.Disabled(SafeReason.Of(await _redaction.ApplyAsync(signal, orgId, reason).ConfigureAwait(false))), called.Failure is not null);
    }

    /// <summary>Pure computation has nothing to wait for. What is running is not run again, but no other run begins here.</summary>
    private Task<SignalOutcome> Unfinished(CatalogueSignal signal, string orgId, ValueTask<SignalResult> running, CancellationToken cancellationToken)
    {
        if (signal.State.Waits())
        {
            Sayings?.Say(log => log.SignalWaits(signal, orgId));
        }

        return RestOfAsync(signal, orgId, running.AsTask(), cancellationToken);
    }

    private async Task<SignalOutcome> RestOfAsync(CatalogueSignal signal, string orgId, Task<SignalResult> running, CancellationToken cancellationToken)
    {
        var called = await _guarded.AwaitAsync(signal, running, cancellationToken).ConfigureAwait(false);
        var said = called.Failure ?? SignalOutput.Check(signal.Descriptor, called.Result);
        return SafeReason.Of(await _redaction.ApplyAsync(signal, orgId, said).ConfigureAwait(false));
    }

    /// <param name="running">Set when the organisation's secrets have to be read before its words can be shown.</param>
    private void Finish(CatalogueSignal signal, string orgId, ref SignalOutcome outcome, out Task<SignalOutcome>? running)
    {
        var cleaned = _redaction.ApplyAsync(signal, orgId, outcome);
        running = cleaned.IsCompletedSuccessfully ? null : FinishAsync(cleaned);
        outcome = running is null ? SafeReason.Of(cleaned.Result) : default;
    }

    private static async Task<SignalOutcome> FinishAsync(ValueTask<SignalOutcome> cleaned) => SafeReason.Of(await cleaned.ConfigureAwait(false));
}

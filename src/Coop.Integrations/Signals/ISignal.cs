namespace Coop.Integrations;

/// <summary>A named measurement.</summary>
/// <remarks>
/// <para><b>Thread safety.</b> One instance serves every organisation; <see cref="RunAsync"/> is called from many threads at once.</para>
/// <para><b>Failure.</b> When in trouble, throw: a <see cref="SignalException"/> to say what kind of trouble it is, or anything else. The host
/// turns it into a failure of this one measurement, which makes the rule's condition unknown, never false. Do not catch and guess a score.</para>
/// <para><b>Time.</b> The host limits each call (5 seconds unless the adopter's entry says otherwise) and cancels the token then.
/// Pass the token on; a call that ignores it is abandoned and counted as timed out.</para>
/// </remarks>
public interface ISignal
{
    /// <summary>What is measured. Read once at start; the same instance each time.</summary>
    SignalDescriptor Descriptor { get; }

    /// <summary>Measures.</summary>
    /// <param name="input">The value and its surroundings. Valid only during the call.</param>
    /// <param name="cancellationToken">Cancelled when the caller gave up or the time limit passed.</param>
    /// <returns>A score of the declared <see cref="SignalDescriptor.OutputType"/>, or not applicable.</returns>
    /// <exception cref="SignalException">The measurement failed for a reason the author knows.</exception>
    ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an organisation can use the signal now, typically whether it has saved a credential. Asked before runs and by the rule builder;
    /// answers are cached for a short time. An exception counts as unavailable with its message. By default always available.
    /// </summary>
    ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SignalAvailability.Available);

    /// <summary>
    /// What is wrong with matching values, whatever value they are held against: a pattern that cannot be compiled, for one. Asked when a rule is saved, of signals with
    /// <see cref="SignalDescriptor.NeedsMatchingValues"/>, and what is named refuses the save. An exception, or no answer within the time limit, refuses nothing: then only
    /// <see cref="RunAsync"/> can tell. The first twenty mistakes are told. Called from several threads at once, beside measuring and on threads of its own: what it does there is held neither for nor against the signal. By default nothing is wrong.
    /// </summary>
    /// <param name="values">What somebody wrote into the condition, without its banks: strings or places, and of many a part at a time.</param>
    /// <param name="cancellationToken">Cancelled when the caller gave up or the time limit passed.</param>
    ValueTask<IReadOnlyList<MatchingValueError>> CheckMatchingValuesAsync(MatchingValues values, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<MatchingValueError>>([]);
}

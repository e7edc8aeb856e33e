using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// The one place where an author's code is called and its exceptions end. A signal that is pure computation may be called on the caller's thread;
/// any other is started on the thread pool, so that one that blocks instead of awaiting holds a pool thread and not its caller.
/// </summary>
internal static class SignalBoundary
{
    public static ValueTask<SignalOutcome> RunAsync(
        ISignal signal, SignalDescriptor descriptor, SignalInput input, SignalCalling calling, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (RefusalOf(descriptor, input) is { } refusal)
        {
            return new(refusal);
        }

        var deadline = Deadline.Rent(calling.Time, cancellationToken);
        ValueTask<SignalResult> running;
        if (calling.OnPool)
        {
            running = new(Task.Run(() => signal.RunAsync(input, deadline.Token).AsTask(), CancellationToken.None));
        }
        else
        {
            try
            {
                running = signal.RunAsync(input, deadline.Token);
                // Inside: what is behind the task may be the author's code as well.
                if (running.IsCompletedSuccessfully)
                {
                    var result = running.Result;
                    deadline.Return();
                    return new(SignalOutput.Check(descriptor, result));
                }
            }
            catch (Exception exception)
            {
                return new(FailureOf(exception, deadline, calling.Limit, cancellationToken));
            }
        }

        return AwaitAsync(descriptor, running, deadline, calling.Limit, cancellationToken);
    }

    public static async ValueTask<SignalAvailability> GetAvailabilityAsync(
        ISignal signal, SignalDescriptor descriptor, string orgId, SignalCalling calling, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = Deadline.Rent(calling.Time, cancellationToken);
        try
        {
            var asking = Start(calling, () => signal.GetAvailabilityAsync(orgId, deadline.Token));
            return await deadline.AwaitAsync(asking, calling.Limit).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var failure = FailureOf(exception, deadline, calling.Limit, cancellationToken).Failure!;
            return SignalAvailability.Disabled(failure.Kind == FailureKind.TimedOut
                ? $"The signal did not say within {calling.Limit.TotalSeconds:0.###} s whether it is available."
                : failure.Reason);
        }
    }

    public static async ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(
        ISignal signal, SignalDescriptor descriptor, string orgId, SignalCalling calling, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (signal is not IDynamicSubcategories dynamic)
        {
            return (descriptor.EligibleSubcategories, null);
        }

        var deadline = Deadline.Rent(calling.Time, cancellationToken);
        try
        {
            var asking = new ValueTask<IReadOnlyList<SignalSubcategory>>(
                Task.Run(() => dynamic.GetSubcategoriesAsync(orgId, deadline.Token).AsTask(), CancellationToken.None));
            var choices = await deadline.AwaitAsync(asking, calling.Limit).ConfigureAwait(false);
            return choices is null || choices.Any(choice => choice is null)
                ? ([], "The integration returned null instead of its choices.")
                : ([.. choices], null);
        }
        catch (Exception exception)
        {
            return ([], FailureOf(exception, deadline, calling.Limit, cancellationToken).Failure!.Reason);
        }
    }

    internal static SignalOutcome? RefusalOf(SignalDescriptor descriptor, SignalInput input)
    {
        var type = input.Value is { } value ? (SignalInputType)value.Type : SignalInputType.FullItem;
        if (!descriptor.EligibleInputs.Contains(type) || (input.Value is null) == (input.Item is null))
        {
            return SignalOutcome.Failed(
                FailureKind.Refused,
                $"Invalid input type to signal. {descriptor.Id} takes {string.Join(", ", descriptor.EligibleInputs.Select(WireNames.Of))}; the value is {WireNames.Of(type)}.");
        }

        if (descriptor.NeedsMatchingValues && input.MatchingValues is null or { IsEmpty: true })
        {
            return SignalOutcome.Failed(FailureKind.Refused, $"Invalid matching values. {descriptor.Id} needs values to match against and the condition has none.");
        }

        return descriptor.NeedsActionPenalties && input.ActionPenalties is null
            ? SignalOutcome.Failed(FailureKind.Refused, $"{descriptor.Id} needs the penalties of the organisation's actions and was given none.")
            : null;
    }

    private static ValueTask<T> Start<T>(SignalCalling calling, Func<ValueTask<T>> call) =>
        calling.OnPool ? new(Task.Run(() => call().AsTask(), CancellationToken.None)) : call();

    private static async ValueTask<SignalOutcome> AwaitAsync(
        SignalDescriptor descriptor, ValueTask<SignalResult> running, Deadline deadline, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return SignalOutput.Check(descriptor, await deadline.AwaitAsync(running, limit).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            return FailureOf(exception, deadline, limit, cancellationToken);
        }
    }

    /// <summary>What an exception of an author's code means. The caller's own cancellation goes on as it came.</summary>
    private static SignalOutcome FailureOf(Exception exception, Deadline deadline, TimeSpan limit, CancellationToken cancellationToken)
    {
        var passed = deadline.HasPassed;
        deadline.Abandon();
        if (exception is OperationCanceledException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (passed)
            {
                return SignalOutcome.Failed(FailureKind.TimedOut, $"No answer within {limit.TotalSeconds:0.###} s.");
            }

            if (exception is TimeoutException || exception.InnerException is TimeoutException)
            {
                return SignalOutcome.Failed(FailureKind.TimedOut, SafeReason.Of($"The integration gave up waiting: {SafeReason.MessageOf(exception)}"));
            }
        }

        return OutcomeOf(exception);
    }

    /// <summary>What an author's exception says of his trouble.</summary>
    public static SignalOutcome OutcomeOf(Exception exception) => exception switch
    {
        SignalException known => SignalOutcome.Failed(KindOf(known.Kind), SafeReason.Of(known.Message), known.RetryAfter),
        InvalidOutputException invalid => SignalOutcome.Failed(FailureKind.InvalidOutput, SafeReason.Of(invalid.Message)),
        ProcessCrashedException crashed => SignalOutcome.Failed(FailureKind.Crashed, SafeReason.Of(crashed.Message)),
        _ => SignalOutcome.Failed(FailureKind.Crashed, SafeReason.Of($"{exception.GetType().Name}: {SafeReason.MessageOf(exception)}")),
    };

    private static FailureKind KindOf(SignalErrorKind kind) => kind switch
    {
        SignalErrorKind.Unavailable => FailureKind.Unavailable,
        SignalErrorKind.BadCredential => FailureKind.BadCredential,
        SignalErrorKind.OutOfScope => FailureKind.OutOfScope,
        // The integration refuses this input for good: it did its job, and trying again is of no use.
        _ => FailureKind.Refused,
    };
}

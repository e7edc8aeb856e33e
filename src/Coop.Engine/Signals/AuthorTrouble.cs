using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>What an exception of an author's code means. The words are still his own: they are redacted and bounded by whoever shows them.</summary>
internal static class AuthorTrouble
{
    public static SignalOutcome OutcomeOf(Exception exception) => exception switch
    {
        SignalException known => SignalOutcome.Failed(KindOf(known.Kind), SafeReason.MessageOf(known), known.RetryAfter),
        InvalidOutputException => SignalOutcome.Failed(FailureKind.InvalidOutput, SafeReason.MessageOf(exception)),
        NoThreadException => SignalOutcome.Failed(FailureKind.Unavailable, exception.Message),
        ProcessCrashedException => SignalOutcome.Failed(FailureKind.Crashed, SafeReason.MessageOf(exception)),
        TimeoutException or OperationCanceledException { InnerException: TimeoutException } =>
            SignalOutcome.Failed(FailureKind.TimedOut, $"The integration gave up waiting: {SafeReason.MessageOf(exception)}"),
        _ => SignalOutcome.Failed(FailureKind.Crashed, $"{exception.GetType().Name}: {SafeReason.MessageOf(exception)}"),
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

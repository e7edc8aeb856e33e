namespace Coop.Integrations;

/// <summary>What kind of trouble a signal is in. It decides what the host does next.</summary>
public enum SignalErrorKind
{
    /// <summary>Passing: the vendor is down, overloaded or limits us. Worth trying again, after <see cref="SignalException.RetryAfter"/> when given.</summary>
    Unavailable,

    /// <summary>The organisation's credential is missing, wrong or expired. Not tried again until the configuration changes.</summary>
    BadCredential,

    /// <summary>The value is outside what the signal can measure, such as a file too large.</summary>
    OutOfScope,

    /// <summary>It will fail the same way again for this input.</summary>
    Permanent,
}

/// <summary>Thrown by a signal that cannot measure, saying what kind of trouble it is.</summary>
public sealed class SignalException : Exception
{
    /// <summary>A failure of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="message">Shown to admins and in decisions: no secrets, no item content.</param>
    /// <param name="retryAfter">How long the vendor asks to be left alone.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public SignalException(SignalErrorKind kind, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException) => (Kind, RetryAfter) = (kind, retryAfter);

    /// <summary>The kind.</summary>
    public SignalErrorKind Kind { get; }

    /// <summary>How long the vendor asks to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}

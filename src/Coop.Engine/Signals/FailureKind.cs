namespace Coop.Engine.Signals;

/// <summary>Why there is no score.</summary>
public enum FailureKind
{
    /// <summary>No answer within the time limit.</summary>
    TimedOut,

    /// <summary>The vendor, or the integration, is out for now.</summary>
    Unavailable,

    /// <summary>The organisation's credential is missing, wrong or expired.</summary>
    BadCredential,

    /// <summary>The host would not run it: input not eligible, matching values missing, or a limit reached.</summary>
    Refused,

    /// <summary>The integration threw something it did not name, or its process died.</summary>
    Crashed,

    /// <summary>The result breaks the declared output type.</summary>
    InvalidOutput,

    /// <summary>The value is outside what the signal can measure.</summary>
    OutOfScope,

    /// <summary>The signal is not available to this organisation.</summary>
    Disabled,

    /// <summary>No installed, active integration offers the signal.</summary>
    Missing,
}

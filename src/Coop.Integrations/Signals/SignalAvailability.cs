namespace Coop.Integrations;

/// <summary>Whether an organisation can use a signal.</summary>
public readonly record struct SignalAvailability
{
    private SignalAvailability(string reason) => DisabledReason = reason;

    /// <summary>It can. The default value.</summary>
    public static SignalAvailability Available => default;

    /// <summary>It cannot.</summary>
    /// <param name="reason">What to do about it, in words shown to an admin, such as <c>Save an API key to use this signal.</c></param>
    public static SignalAvailability Disabled(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new SignalAvailability(reason);
    }

    /// <summary>Why it cannot; null when it can.</summary>
    public string? DisabledReason { get; }

    /// <summary>True when it can.</summary>
    public bool IsAvailable => DisabledReason is null;
}

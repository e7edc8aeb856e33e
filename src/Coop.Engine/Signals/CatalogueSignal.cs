using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>
/// A signal as the rest of the host sees it: run it here and nowhere else. Behind it stand the author's object, the time limit and the
/// check of its output. Never throws but for the caller's own cancellation.
/// </summary>
public sealed class CatalogueSignal
{
    private readonly ISignal _signal;
    private readonly SignalLimits _limits;
    private readonly TimeProvider _time;

    public CatalogueSignal(ISignal signal, SignalDescriptor descriptor, string integrationId, string integrationTitle, SignalLimits limits, TimeProvider time)
    {
        (_signal, _limits, _time) = (signal, limits, time);
        (Descriptor, IntegrationId, IntegrationTitle) = (descriptor, integrationId, integrationTitle);
    }

    /// <summary>Read once at registration; the author's property is not asked again.</summary>
    public SignalDescriptor Descriptor { get; }

    public string IntegrationId { get; }

    public string IntegrationTitle { get; }

    /// <summary>True when its code runs in another process, so that no call of it is pure computation.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The keys of the organisations' configurations whose values are secret.</summary>
    public IReadOnlyList<string> SecretKeys { get; init; } = [];

    /// <summary>Whether it may be called on a thread that its caller needs: it promised pure computation and has kept the promise so far.</summary>
    public bool IsPure => Descriptor.Cost == 0 && !IsRemote && !State.IsDistrusted;

    internal ISignal Author => _signal;

    internal SignalLimits Limits => _limits;

    /// <summary>What was seen of it since it was loaded; the signal itself stays as it is.</summary>
    internal SignalState State { get; } = new();

    /// <summary>Availability is not asked here: the evaluation asks once per organisation and item.</summary>
    public ValueTask<SignalOutcome> RunAsync(SignalInput input, CancellationToken cancellationToken) =>
        SignalBoundary.RunAsync(_signal, Descriptor, input, Calling, cancellationToken);

    /// <summary>An exception or a timeout counts as disabled with its reason.</summary>
    public ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken) =>
        SignalBoundary.GetAvailabilityAsync(_signal, Descriptor, orgId, Calling, cancellationToken);

    /// <summary>The organisation's choices: the dynamic ones when the signal has them, else the descriptor's. Empty with a reason when asking failed.</summary>
    public ValueTask<(IReadOnlyList<SignalSubcategory> Choices, string? Reason)> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) =>
        SignalBoundary.GetSubcategoriesAsync(_signal, Descriptor, orgId, Calling, cancellationToken);

    internal void Distrust() => State.Distrust();

    private SignalCalling Calling => new(_limits.Timeout, !IsPure, _time);
}

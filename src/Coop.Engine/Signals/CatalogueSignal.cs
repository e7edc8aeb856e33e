using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>A signal that a loaded integration offers. It is run through <see cref="ISignalRunner"/> and in no other way.</summary>
public sealed class CatalogueSignal
{
    private readonly ulong _inputs;
    private readonly bool _takesItems;

    public CatalogueSignal(ISignal signal, SignalDescriptor descriptor, string integrationId, string integrationTitle, SignalLimits limits)
    {
        (Author, Descriptor, Limits) = (signal, descriptor, limits);
        (IntegrationId, IntegrationTitle) = (integrationId, integrationTitle);
        _takesItems = descriptor.EligibleInputs.Contains(SignalInputType.FullItem);
        foreach (var input in descriptor.EligibleInputs.Where(input => input != SignalInputType.FullItem))
        {
            _inputs |= 1UL << (int)input;
        }

        TellsAvailability = Overrides(signal, nameof(ISignal.GetAvailabilityAsync));
        ChecksMatchingValues = descriptor.NeedsMatchingValues && Overrides(signal, nameof(ISignal.CheckMatchingValuesAsync));
    }

    /// <summary>Read once at registration; the author's property is not asked again.</summary>
    public SignalDescriptor Descriptor { get; }

    public string IntegrationId { get; }

    public string IntegrationTitle { get; }

    /// <summary>True when its code runs in another process, so that no call of it is pure computation.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The keys of the organisations' configurations whose values are secret.</summary>
    public IReadOnlyList<string> SecretKeys { get; init; } = [];

    /// <summary>Says why its integration cannot serve at the moment; null while it can.</summary>
    public Func<string?> Trouble { get; init; } = static () => null;

    /// <summary>How many inputs one call takes, as its author said when it was loaded; 1 or less for a signal without batches.</summary>
    public int MaxBatchSize { get; init; } = 1;

    /// <summary>For the calls of its integration: all signals that were loaded together have the same.</summary>
    public OrgPlaces Places { get; init; } = new();

    internal ISignal Author { get; }

    internal SignalLimits Limits { get; }

    /// <summary>False when the author left the contract's answer in place, which is that every organisation can use it.</summary>
    internal bool TellsAvailability { get; }

    /// <summary>False when the author left the contract's answer in place, which is that nothing is wrong with any.</summary>
    internal bool ChecksMatchingValues { get; }

    /// <summary>What was seen of it since it was loaded; the signal itself stays as it is.</summary>
    internal SignalState State { get; } = new();

    /// <summary>Whether it may be called for an organisation on a thread that its caller needs: it promised pure computation and has kept the promise so far.</summary>
    public bool IsPureFor(string orgId) => Descriptor.Cost == 0 && !IsRemote && State.IsTrustedWith(orgId);

    /// <param name="type">Null for a whole item.</param>
    internal bool Takes(ScalarType? type) => type is { } scalar ? (_inputs & (1UL << (int)scalar)) != 0 : _takesItems;

    private static bool Overrides(ISignal signal, string method)
    {
        var map = signal.GetType().GetInterfaceMap(typeof(ISignal));
        var index = Array.FindIndex(map.InterfaceMethods, declared => declared.Name == method);
        return map.TargetMethods[index] is { } target && target.DeclaringType != typeof(ISignal);
    }
}

using Coop.Engine.Items;

namespace Coop.Engine.Flow;

/// <summary>What the parts of the flow share.</summary>
internal sealed record FlowParts
{
    public required FlowOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required IItemStream Stream { get; init; }

    public required IDecisionLog Log { get; init; }

    public required CurrentPlans Plans { get; init; }

    public required IItemTypeVersions ItemTypes { get; init; }

    public required IFlowLog Say { get; init; }

    public required Turns Turns { get; init; }

    public required Leases Leases { get; init; }

    public required Acknowledgements Acknowledgements { get; init; }

    public required Outage GivingBack { get; init; }

    public SpentQuotas Spent { get; } = new();

    /// <summary>Told of each step; null but in tests that end the process at one.</summary>
    public Action<FlowStep>? Step { get; init; }
}

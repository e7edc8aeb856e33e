using Coop.Integrations;

namespace Coop.Engine.Deciding;

/// <summary>A measurement as a plan knew it: all that is needed to read what it gave, without the integration that gave it.</summary>
/// <param name="Key">Of <see cref="Measurement"/>.</param>
/// <param name="Cost">Conditions run in ascending order of it; infinite when it could not be known.</param>
/// <param name="SignalId">Null without a signal.</param>
/// <param name="Output">What the scores are; null when the value itself says.</param>
/// <param name="IntegrationVersion">For provenance; null without a signal.</param>
internal sealed record PlannedMeasurement(UInt128 Key, double Cost, string? SignalId, SignalOutputType? Output, string? IntegrationVersion)
{
    /// <summary>For what the plan does not know: it is unmeasured, and comes last.</summary>
    public static PlannedMeasurement Unknown { get; } = new(default, double.PositiveInfinity, null, null, null);
}

using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>A signal some of whose sets of matching values a plan looks for one by one, because its code did not compile them in time.</summary>
/// <param name="Sets">How many.</param>
public sealed record LateMatcher(CatalogueSignal Signal, int Sets);

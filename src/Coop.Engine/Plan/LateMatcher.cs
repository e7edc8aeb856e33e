using Coop.Engine.Signals;

namespace Coop.Engine.Plan;

/// <summary>A signal some of whose sets of matching values a plan looks for apart, because its code did not compile them.</summary>
public sealed record LateMatcher(CatalogueSignal Signal, LateLists Lists);

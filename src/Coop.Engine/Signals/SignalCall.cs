using Coop.Integrations;

namespace Coop.Engine.Signals;

/// <summary>One measurement to be made: which signal of the catalogue, on what. For whom is in the input.</summary>
public readonly record struct SignalCall(CatalogueSignal Signal, SignalInput Input);

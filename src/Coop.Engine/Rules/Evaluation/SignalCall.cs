using System.Text.Json;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules.Evaluation;

/// <summary>
/// Everything of a signal run but the value. One instance in a ruleset for the same signal, subcategory, arguments and matching values, so that it can be
/// a key by reference.
/// </summary>
internal sealed class SignalCall(
    string signalId, CatalogueSignal? signal, string? subcategory, JsonElement? args, MatchingValues? matchingValues, string? integrationVersion)
{
    public string SignalId { get; } = signalId;

    public CatalogueSignal? Signal { get; } = signal;

    public string? Subcategory { get; } = subcategory;

    public JsonElement? Args { get; } = args;

    public MatchingValues? MatchingValues { get; } = matchingValues;

    public string? IntegrationVersion { get; } = integrationVersion;
}

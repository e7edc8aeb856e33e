using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Integrations;

/// <summary>Codes that only a runner finds and says; the one for Node does, see node/lib.</summary>
[DisplayName("An integration as the Node runner finds it")]
public static class RunnerCodes
{
    public static ProblemCode ManifestNotFunction { get; } = new("manifest.not-function", "A member that must be a function is none (Node).", "Authors correct it.");

    public static ProblemCode ManifestNotJson { get; } = new("manifest.not-json", "The manifest cannot be written as JSON (Node).", "Authors take out cycles and BigInts.");

    public static ProblemCode SignalMalformed { get; } = new(
        "signal.malformed",
        "What `createSignals` returned holds something that is no signal (Node).",
        "Authors return `{ signalTypeId, signal }`.");

    public static ProblemCode SignalNotArray { get; } = new("signal.not-array", "`createSignals` returned no array (Node).", "Authors return an array, not a promise of one.");

    public static ProblemCode SignalNotFunction { get; } = new("signal.not-function", "A member that must be a function is none (Node).", "Authors correct it.");

    public static ProblemCode SignalNotJson { get; } = new("signal.not-json", "The descriptor cannot be written as JSON (Node).", "Authors take out cycles and BigInts.");
}

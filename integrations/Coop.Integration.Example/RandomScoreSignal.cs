using Coop.Integrations;

namespace Coop.Integration.Example;

/// <summary>A signal without configuration: the least a signal can be.</summary>
internal sealed class RandomScoreSignal : ISignal
{
    public const string Id = "RANDOM_SCORE";

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        DisplayName = "Random Score",
        Description = "A random number from 0 up to, but not including, 100. Hold it against a threshold in a rule.",
        EligibleInputs = [SignalInputType.String, SignalInputType.Image, SignalInputType.FullItem],
        OutputType = SignalOutputType.Number,
        Cost = 0,
        RecommendedThresholds = new RecommendedThresholds(HighPrecision: 50, HighRecall: 50),
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SignalResult.Scored(Random.Shared.NextDouble() * 100));
}

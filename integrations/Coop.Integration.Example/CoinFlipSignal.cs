using Coop.Integrations;

namespace Coop.Integration.Example;

/// <summary>A signal that needs configuration: it reads what the organisation saved on every run and keeps nothing.</summary>
internal sealed class CoinFlipSignal(IPluginContext context) : ISignal
{
    public const string Id = "RANDOM_SIGNAL_SELECTION";

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        DisplayName = "Coin Flip Selection",
        Description = "True or false at random. How often it is true is configured for the organisation.",
        EligibleInputs = [SignalInputType.String, SignalInputType.Image, SignalInputType.FullItem],
        OutputType = SignalOutputType.Boolean,
        Cost = 0,
    };

    public async ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        var config = await context.GetConfigAsync(input.OrgId, cancellationToken);
        return SignalResult.Scored(Random.Shared.NextDouble() * 100 < TruePercentage.From(config));
    }

    public async ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken) =>
        TruePercentage.IsSaved(await context.GetConfigAsync(orgId, cancellationToken))
            ? SignalAvailability.Available
            : SignalAvailability.Disabled("Save a true percentage (0–100) in the integration's settings to use this signal.");
}

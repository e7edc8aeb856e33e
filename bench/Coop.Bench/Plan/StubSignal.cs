using Coop.Bench.Rules;
using Coop.Integrations;

namespace Coop.Bench.Plan;

/// <summary>Gives a number and nothing else: what is measured is the host.</summary>
internal sealed class StubSignal(int number, double cost, TimeSpan slow) : ISignal
{
    private readonly SignalResult _result = SignalResult.Scored(number / 100.0);

    public SignalDescriptor Descriptor { get; } = new()
    {
        Id = CaseRules.SignalId(number),
        DisplayName = $"Stub {number}",
        Description = "Gives a number.",
        EligibleInputs = [SignalInputType.String],
        OutputType = SignalOutputType.Number,
        Cost = cost,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => slow > TimeSpan.Zero ? SlowAsync(cancellationToken) : new(_result);

    private async ValueTask<SignalResult> SlowAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(slow, TimeProvider.System, cancellationToken);
        return _result;
    }
}

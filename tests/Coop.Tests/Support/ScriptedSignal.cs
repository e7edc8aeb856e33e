using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>A signal whose answers a test writes, available to everybody. Counts its runs.</summary>
internal class ScriptedSignal : ISignal
{
    private readonly Func<SignalInput, CancellationToken, ValueTask<SignalResult>> _run;
    private int _runs;

    public ScriptedSignal(SignalDescriptor descriptor, Func<SignalInput, CancellationToken, ValueTask<SignalResult>> run) => (Descriptor, _run) = (descriptor, run);

    public ScriptedSignal(SignalDescriptor descriptor, Func<SignalInput, SignalResult> run)
        : this(descriptor, (input, _) => ValueTask.FromResult(run(input)))
    {
    }

    public SignalDescriptor Descriptor { get; }

    public int Runs => Volatile.Read(ref _runs);

    public static SignalDescriptor Describe(string id, SignalOutputType output, params SignalInputType[] inputs) => new()
    {
        Id = id,
        DisplayName = id,
        Description = "Scripted by a test.",
        EligibleInputs = inputs.Length > 0 ? inputs : [SignalInputType.String],
        OutputType = output,
        Cost = 0,
    };

    public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        return _run(input, cancellationToken);
    }
}

using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Signals.Guard;

/// <summary>A runner, the clock it goes by, and catalogue signals of one integration whose answers a test writes.</summary>
internal sealed class GuardedSignals
{
    public const string Integration = "SCRIPTED";

    /// <summary>For what must happen: long enough for the slowest machine, and never reached.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lazy<SignalRunner> _runner;

    public GuardedSignals() => _runner = new Lazy<SignalRunner>(() => new SignalRunner(Configs, Time, Log));

    public FakeTimeProvider Time { get; } = new();

    public MemoryConfigs Configs { get; } = new();

    public SignalRunner Runner => _runner.Value;

    public KeptSignalLog? Log { get; init; }

    public SignalLimits Limits { get; init; } = SignalLimits.Default;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All that an operator has been told.</summary>
    public Task<IReadOnlyList<string>> AllSaidAsync() => Log!.AllSaidAsync(Runner.Sayings!);

    public CatalogueSignal Add(ISignal signal, string? apiKey = null) => new(signal, signal.Descriptor, Integration, "Scripted", Limits)
    {
        SecretKeys = apiKey is null ? [] : [apiKey],
        MaxBatchSize = (signal as IBatchSignal)?.MaxBatchSize ?? 1,
    };

    public static ScriptedSignal Scripted(Func<SignalInput, CancellationToken, ValueTask<SignalResult>> run, double? cost = null, string id = "S") =>
        new(ScriptedSignal.Describe(id, SignalOutputType.Number) with { Cost = cost }, run);

    public static ScriptedSignal Scripted(Func<SignalInput, SignalResult> run, double? cost = null, string id = "S") =>
        new(ScriptedSignal.Describe(id, SignalOutputType.Number) with { Cost = cost }, run);

    public static SignalInput Input(string orgId = "org", string text = "x") => new() { OrgId = orgId, SignalId = "S", Value = ScalarValue.Text(text) };

    public Task<SignalOutcome> RunAsync(CatalogueSignal signal, string orgId = "org", string text = "x") => RunAsync(signal, Input(orgId, text));

    public Task<SignalOutcome> RunAsync(CatalogueSignal signal, SignalInput input) => Runner.RunAsync(new SignalCall(signal, input), Token).AsTask().WaitAsync(Patience, Token);

    /// <summary>Moves the clock on by steps until a task is done: what the task waits for may begin to wait only now.</summary>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(step);
            await Task.Yield();
        }

        return await task;
    }
}

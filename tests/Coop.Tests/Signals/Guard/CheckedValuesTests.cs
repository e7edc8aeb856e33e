using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>A signal is asked about matching values behind the same wall as everything else of it, and only what it says refuses them.</summary>
public sealed class CheckedValuesTests
{
    private static readonly MatchingValues Values = new() { Strings = ["a", "b"] };

    private readonly GuardedSignals _signals = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_says_is_told_without_secrets_and_in_one_line()
    {
        _signals.Configs.Save("org", GuardedSignals.Integration, """{ "apiKey": "sk-marker" }""");
        var signal = _signals.Add(new Checking(_ => [new MatchingValueError(1, "sk-marker is\nno word"), null!]), "apiKey");

        Assert.Equal([new MatchingValueError(1, $"{SecretWords.Mask} is no word")], await _signals.Runner.CheckAsync(signal, "org", Values, Token));
    }

    [Fact]
    public async Task One_that_says_nothing_of_values_is_not_asked() =>
        Assert.Empty((await _signals.Runner.CheckAsync(_signals.Add(GuardedSignals.Scripted(_ => SignalResult.Scored(1))), "org", Values, Token))!);

    [Fact]
    public async Task One_that_throws_has_not_answered()
    {
        Assert.Null(await CheckAsync(_ => throw new InvalidOperationException("broken")));
        Assert.Null(await CheckAsync(_ => throw new SignalException(SignalErrorKind.Permanent, "no")));
        Assert.Empty((await CheckAsync(_ => null!))!);
    }

    [Fact]
    public async Task One_that_hangs_is_left_after_its_time_limit_and_is_not_asked_of_the_same_values_again()
    {
        using var blocked = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        var signal = _signals.Add(new Checking(_ =>
        {
            asked++;
            began.TrySetResult();
            blocked.Wait(GuardedSignals.Patience, Token);
            return [];
        }));

        var checking = _signals.Runner.CheckAsync(signal, "org", Values, Token).AsTask();
        await began.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.Null(await _signals.AdvanceUntilAsync(checking, SignalLimits.Default.Timeout));
        Assert.Null(await _signals.Runner.CheckAsync(signal, "org", new MatchingValues { Strings = ["a", "b"] }, Token));
        Assert.Equal(1, asked);
        Assert.True(signal.State.IsTrustedWith("org"));
        blocked.Set();
    }

    private ValueTask<IReadOnlyList<MatchingValueError>?> CheckAsync(Func<MatchingValues, IReadOnlyList<MatchingValueError>> check) =>
        _signals.Runner.CheckAsync(_signals.Add(new Checking(check)), "org", Values, Token);

    private sealed class Checking(Func<MatchingValues, IReadOnlyList<MatchingValueError>> check) : ISignal
    {
        public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe("CHECKING", SignalOutputType.Boolean) with { NeedsMatchingValues = true };

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(true));

        public ValueTask<IReadOnlyList<MatchingValueError>> CheckMatchingValuesAsync(MatchingValues values, CancellationToken cancellationToken) => new(check(values));
    }
}

using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

public sealed class AvailabilityCacheTests
{
    private readonly GuardedSignals _signals = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_items_ask_once_in_ten_seconds_and_each_organisation_for_itself()
    {
        var author = Telling(_ => new(SignalAvailability.Available));
        var signal = _signals.Add(author);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _signals.RunAsync(signal)));
        Assert.Equal((1, 100), (author.AvailabilityAsked, author.Runs));

        await _signals.RunAsync(signal, "other");
        Assert.Equal(2, author.AvailabilityAsked);

        _signals.Time.Advance(AvailabilityCache.Kept - TimeSpan.FromMilliseconds(1));
        await _signals.RunAsync(signal);
        Assert.Equal(2, author.AvailabilityAsked);
        _signals.Time.Advance(TimeSpan.FromMilliseconds(1));
        await _signals.RunAsync(signal);
        Assert.Equal(3, author.AvailabilityAsked);
    }

    [Fact]
    public void An_author_who_left_the_contracts_answer_in_place_is_never_asked()
    {
        var signal = _signals.Add(new SilentSignal());
        Assert.False(signal.TellsAvailability);
        Assert.True(_signals.Runner.TryRunPure(new SignalCall(signal, GuardedSignals.Input()), Token, out var outcome, out _));
        Assert.Equal(SignalOutcome.Scored(1), outcome);
    }

    [Fact]
    public async Task A_save_of_the_organisations_configuration_is_seen_by_the_next_call()
    {
        var saved = "";
        var author = Telling(org => new(saved == org ? SignalAvailability.Available : SignalAvailability.Disabled("Save a key.")));
        var signal = _signals.Add(author);
        Assert.Equal((FailureKind.Disabled, "Save a key."), Said(await _signals.RunAsync(signal)));
        await _signals.RunAsync(signal, "other");
        Assert.Equal((2, 0), (author.AvailabilityAsked, author.Runs));

        saved = "org";
        _signals.Configs.Save("org", GuardedSignals.Integration, "{}");
        Assert.Equal(SignalOutcome.Scored(1), await _signals.RunAsync(signal));
        await _signals.RunAsync(signal, "other");
        Assert.Equal(3, author.AvailabilityAsked);
    }

    [Fact]
    public async Task An_answer_that_was_asked_before_a_save_does_not_outlive_it()
    {
        var answers = new Queue<TaskCompletionSource<SignalAvailability>>([new(), new()]);
        var began = new Queue<TaskCompletionSource>(
            [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)]);
        var (first, second) = (answers.Peek(), answers.Last());
        var (firstBegan, secondBegan) = (began.Peek(), began.Last());
        var signal = _signals.Add(Telling(_ =>
        {
            began.Dequeue().SetResult();
            return new(answers.Dequeue().Task);
        }));

        var before = _signals.RunAsync(signal);
        await firstBegan.Task.WaitAsync(GuardedSignals.Patience, Token);
        _signals.Configs.Save("org", GuardedSignals.Integration, "{}");
        var after = _signals.RunAsync(signal);
        await secondBegan.Task.WaitAsync(GuardedSignals.Patience, Token);
        second.SetResult(SignalAvailability.Available);
        Assert.Equal(SignalOutcome.Scored(1), await after);
        first.SetResult(SignalAvailability.Disabled("Save a key."));
        Assert.Equal(FailureKind.Disabled, (await before).Failure?.Kind);
        Assert.Equal(SignalOutcome.Scored(1), await _signals.RunAsync(signal));
    }

    [Fact]
    public async Task P17_one_who_throws_counts_as_disabled_with_his_reason_and_is_asked_again_soon()
    {
        var author = Telling(_ => throw new InvalidOperationException("cannot tell"));
        var signal = _signals.Add(author);
        var (kind, reason) = Said(await _signals.RunAsync(signal));
        Assert.Equal(FailureKind.Disabled, kind);
        Assert.Contains("cannot tell", reason, StringComparison.Ordinal);
        await _signals.RunAsync(signal);
        Assert.Equal(1, author.AvailabilityAsked);
        _signals.Time.Advance(AvailabilityCache.FailureKept);
        await _signals.RunAsync(signal);
        Assert.Equal((2, 0), (author.AvailabilityAsked, author.Runs));
    }

    [Fact]
    public async Task A_question_that_could_not_be_put_is_put_again_by_whoever_comes_next()
    {
        var signal = _signals.Add(Telling(_ => new(SignalAvailability.Available)));
        var asked = 0;
        var cache = new AvailabilityCache(
            new OrgSignals(new ConfigVersions(_signals.Configs)),
            (_, _) => asked++ == 0 ? throw new InvalidOperationException("A bug.") : Task.FromResult((SignalAvailability.Available, false)),
            _signals.Time);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(signal, "org", Token).AsTask());
        Assert.Equal(SignalAvailability.Available, await cache.GetAsync(signal, "org", Token));
        Assert.True(cache.TryGet(signal, "org", out _));
    }

    [Fact]
    public async Task One_who_never_says_counts_as_disabled_once_his_time_is_over()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signal = _signals.Add(Telling(_ =>
        {
            began.SetResult();
            return new(new TaskCompletionSource<SignalAvailability>().Task);
        }));
        var running = _signals.RunAsync(signal);
        await began.Task.WaitAsync(GuardedSignals.Patience, Token);
        var (kind, reason) = Said(await _signals.AdvanceUntilAsync(running, SignalLimits.Default.Timeout));
        Assert.Equal(FailureKind.Disabled, kind);
        Assert.Contains("gave no answer", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_leaves_while_it_is_asked_takes_nothing_from_the_others()
    {
        var answer = new TaskCompletionSource<SignalAvailability>();
        var author = Telling(_ => new(answer.Task));
        var signal = _signals.Add(author);
        using var leaves = new CancellationTokenSource();
        var left = _signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input()), leaves.Token).AsTask();
        var stays = _signals.RunAsync(signal);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        answer.SetResult(SignalAvailability.Available);
        Assert.Equal(SignalOutcome.Scored(1), await stays);
        Assert.Equal(1, author.AvailabilityAsked);
    }

    private static (FailureKind?, string?) Said(SignalOutcome outcome) => (outcome.Failure?.Kind, outcome.Failure?.Reason);

    private static TellingSignal Telling(Func<string, ValueTask<SignalAvailability>> says) =>
        new(ScriptedSignal.Describe("S", SignalOutputType.Number), _ => SignalResult.Scored(1), says);

    private sealed class SilentSignal : ISignal
    {
        public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe("S", SignalOutputType.Number);

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(1));
    }
}

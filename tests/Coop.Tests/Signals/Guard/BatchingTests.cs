using System.Collections.Concurrent;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>Many items' calls are one vendor call, and each caller still has his own answer.</summary>
public sealed class BatchingTests
{
    private readonly GuardedSignals _signals = new();
    private readonly ScriptedBatch _author = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_one_organisation_within_the_window_are_one_vendor_call()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org", "other");
        var calls = new[] { _signals.RunAsync(signal, "org", "a"), _signals.RunAsync(signal, "org", "bb"), _signals.RunAsync(signal, "other", "ccc"), _signals.RunAsync(signal, "other", "dddd") };
        Assert.Empty(_author.Batches);
        _signals.Time.Advance(Batching.Window);
        Assert.Equal([1.0, 2, 3, 4], (await Task.WhenAll(calls)).Select(outcome => outcome.Score.AsNumber()));
        Assert.Equal(["org:a,bb", "other:ccc,dddd"], _author.Batches.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_that_could_not_be_compiled_takes_no_other_input_along()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        var late = new MatchingValues { Strings = ["late"] };
        signal.State.LateMatchers.CompilingOf("org", 1);
        signal.State.LateMatchers.Late("org", late);
        var calls = new[]
        {
            _signals.RunAsync(signal, "org", "a"),
            _signals.RunAsync(signal, new SignalInput { OrgId = "org", SignalId = "S", Value = ScalarValue.Text("bb"), MatchingValues = late }),
            _signals.RunAsync(signal, "org", "ccc"),
        };
        Assert.Equal(SignalOutcome.Scored(2), await calls[1]);
        Assert.Empty(_author.Batches);
        _signals.Time.Advance(Batching.Window);
        Assert.Equal([1.0, 3], (await Task.WhenAll(calls[0], calls[2])).Select(outcome => outcome.Score.AsNumber()));
        Assert.Equal(["org:a,ccc"], _author.Batches);
    }

    [Fact]
    public async Task A_full_batch_does_not_wait_and_what_is_more_begins_the_next()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        var calls = Enumerable.Range(1, 4).Select(length => _signals.RunAsync(signal, "org", new string('x', length))).ToList();
        Assert.Equal([1.0, 2, 3], (await Task.WhenAll(calls[..3])).Select(outcome => outcome.Score.AsNumber()));
        Assert.False(calls[3].IsCompleted);
        _signals.Time.Advance(Batching.Window);
        Assert.Equal(4, (await calls[3]).Score.AsNumber());
        Assert.Equal(["org:x,xx,xxx"], _author.Batches);
    }

    [Fact]
    public async Task One_inputs_trouble_is_its_own_and_a_thrown_exception_everybodys()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        var calls = new[] { _signals.RunAsync(signal, "org", "bad"), _signals.RunAsync(signal, "org", "good"), _signals.RunAsync(signal, "org", "text") };
        var outcomes = await Task.WhenAll(calls);
        Assert.Equal((FailureKind.OutOfScope, "Not this one."), (outcomes[0].Failure!.Kind, outcomes[0].Failure!.Reason));
        Assert.Equal(SignalOutcome.Scored(4), outcomes[1]);
        Assert.Equal(FailureKind.InvalidOutput, outcomes[2].Failure?.Kind);

        outcomes = await Task.WhenAll(_signals.RunAsync(signal, "org", "all"), _signals.RunAsync(signal, "org", "a"), _signals.RunAsync(signal, "org", "b"));
        Assert.All(outcomes, outcome => Assert.Equal((FailureKind.Crashed, "InvalidOperationException: none of them"), (outcome.Failure!.Kind, outcome.Failure.Reason)));

        outcomes = await Task.WhenAll(_signals.RunAsync(signal, "org", "fewer"), _signals.RunAsync(signal, "org", "a"), _signals.RunAsync(signal, "org", "b"));
        Assert.All(outcomes, outcome => Assert.Equal((FailureKind.InvalidOutput, "S was given a batch of 3 and returned 2 results."), (outcome.Failure!.Kind, outcome.Failure.Reason)));
    }

    [Fact]
    public async Task One_who_leaves_takes_nothing_from_the_others_whether_the_batch_is_out_or_not()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        using var leaves = new CancellationTokenSource();
        var left = _signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input(text: "left")), leaves.Token).AsTask();
        var stays = new[] { _signals.RunAsync(signal, "org", "a") };
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        stays = [.. stays, _signals.RunAsync(signal, "org", "bb")];
        Assert.Equal([1.0, 2], (await Task.WhenAll(stays)).Select(outcome => outcome.Score.AsNumber()));
        Assert.Equal(["org:a,bb"], _author.Batches);

        var answer = _author.Hold();
        using var leavesLater = new CancellationTokenSource();
        left = _signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input(text: "left")), leavesLater.Token).AsTask();
        stays = [_signals.RunAsync(signal, "org", "a"), _signals.RunAsync(signal, "org", "bb")];
        await _author.Began.Task.WaitAsync(GuardedSignals.Patience, Token);
        await leavesLater.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        answer.SetResult();
        Assert.Equal([1.0, 2], (await Task.WhenAll(stays)).Select(outcome => outcome.Score.AsNumber()));
        Assert.False(_author.LastToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_comes_after_all_have_left_a_batch_that_was_not_out_is_answered_in_another()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        using var leaves = new CancellationTokenSource();
        var left = _signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input(text: "left")), leaves.Token).AsTask();
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var answer = _author.Hold();
        var comes = Task.WhenAll(_signals.RunAsync(signal, "org", "a"), _signals.RunAsync(signal, "org", "bb"));
        _signals.Time.Advance(Batching.Window);
        await Task.WhenAny(_author.Began.Task, comes).WaitAsync(GuardedSignals.Patience, Token);
        Assert.False(_author.LastToken.IsCancellationRequested || comes.IsCompleted);
        answer.SetResult();
        Assert.Equal([1.0, 2], (await comes).Select(outcome => outcome.Score.AsNumber()));
        Assert.Equal(["org:a,bb"], _author.Batches);
    }

    [Fact]
    public async Task When_all_have_left_the_vendor_is_told_to_stop()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        _author.Hold();
        using var leave = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 3).Select(_ => _signals.Runner.RunAsync(new SignalCall(signal, GuardedSignals.Input()), leave.Token).AsTask()).ToList();
        await _author.Began.Task.WaitAsync(GuardedSignals.Patience, Token);
        var told = new TaskCompletionSource();
        await using var registration = _author.LastToken.Register(told.SetResult);
        await leave.CancelAsync();
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await told.Task.WaitAsync(GuardedSignals.Patience, Token);
    }

    [Fact]
    public async Task A_batch_that_hangs_has_the_time_limit_of_one_call()
    {
        var signal = _signals.Add(_author);
        await KnownAsync(signal, "org");
        _author.Hold();
        var calls = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _signals.RunAsync(signal)));
        await _author.Began.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.All(await _signals.AdvanceUntilAsync(calls, SignalLimits.Default.Timeout), outcome => Assert.Equal(FailureKind.TimedOut, outcome.Failure?.Kind));
    }

    private async Task KnownAsync(CatalogueSignal signal, params string[] orgs)
    {
        foreach (var org in orgs)
        {
            await _signals.Runner.GetAvailabilityAsync(signal, org, Token);
        }
    }

    /// <summary>Scores a text's length, and misbehaves when a text says so.</summary>
    private sealed class ScriptedBatch : IBatchSignal
    {
        private TaskCompletionSource? _held;

        public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe("S", SignalOutputType.Number) with { Cost = 20 };

        public int MaxBatchSize => 3;

        public ConcurrentQueue<string> Batches { get; } = [];

        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken LastToken { get; private set; }

        public TaskCompletionSource Hold() => _held = new TaskCompletionSource();

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) =>
            new(SignalResult.Scored((double)input.Value!.Value.AsText().Length));

        public async ValueTask<IReadOnlyList<BatchItemResult>> RunBatchAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken)
        {
            var texts = inputs.Select(input => input.Value!.Value.AsText()).ToList();
            Batches.Enqueue($"{inputs[0].OrgId}:{string.Join(',', texts)}");
            LastToken = cancellationToken;
            Began.TrySetResult();
            await (_held?.Task ?? Task.CompletedTask);
            return [.. texts.Skip(texts.Contains("fewer") ? 1 : 0).Select(text => text switch
            {
                "bad" => (BatchItemResult)new SignalException(SignalErrorKind.OutOfScope, "Not this one."),
                "all" => throw new InvalidOperationException("none of them"),
                "text" => SignalResult.Scored("no number"),
                _ => SignalResult.Scored((double)text.Length),
            })];
        }
    }
}

using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Tests.Signals.Guard;

/// <summary>An author's code that compiles sets of matching values and does not come to its end.</summary>
public sealed class MatcherCompileTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly KeptSignalLog _log = new();
    private readonly GuardedSignals _signals;
    private readonly GatedMatcher _author = new() { Hangs = sets => sets.Any(set => set.Strings.Contains("hang")) };
    private readonly CatalogueSignal _signal;

    public MatcherCompileTests()
    {
        _signals = new GuardedSignals { Log = _log };
        _signal = _signals.Add(_author);
        _author.Shut();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _author.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Has_a_limit_and_is_told_of_once_and_its_sets_are_not_given_to_it_again(bool inNoMatch)
    {
        using var author = new GatedMatcher { Hangs = static _ => true, HangsInNoMatch = inNoMatch };
        author.Shut();
        var signal = _signals.Add(author);
        var compile = CompileAsync("org", "one", signal);
        await author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        _signals.Time.Advance(Limit - TimeSpan.FromSeconds(1));
        Assert.False(compile.IsCompleted);
        Assert.Null(await _signals.AdvanceUntilAsync(compile, TimeSpan.FromSeconds(1)));
        Assert.True(_signals.Runner.IsLate(signal, "org", Set("one")));
        Assert.False(_signals.Runner.IsLate(signal, "org", Set("another")));
        Assert.Equal(["WORDS: 1 of org not within 30 s"], _log.Said);
        // It measures where it did before, on its callers' threads.
        Assert.True(signal.IsPure);
    }

    [Fact]
    public async Task Costs_no_other_organisation_its_matcher_nor_the_time_of_one()
    {
        var hung = CompileAsync("org", "hang");
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.NotNull(await CompileAsync("other", "word"));
        Assert.NotNull(await CompileAsync("org", "word"));
        Assert.False(hung.IsCompleted);
        await _signals.AdvanceUntilAsync(hung, Limit);
        Assert.False(_signals.Runner.IsLate(_signal, "other", Set("hang")));
    }

    [Fact]
    public async Task Whoever_does_not_wait_for_it_ends_it_for_nobody()
    {
        using var leaving = new CancellationTokenSource();
        var hung = _signals.Runner.CompileAsync(_signal, "org", [Set("hang")], Limit, leaving.Token).AsTask();
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
        while (!_signals.Runner.IsLate(_signal, "org", Set("hang")))
        {
            _signals.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Single(_log.Said);
    }

    [Fact]
    public async Task Takes_no_more_threads_than_an_organisation_may_have_of_a_signal_and_whoever_comes_then_is_told_as_well()
    {
        Task<SignalMatcher?>[] hung = [.. Enumerable.Range(0, SignalLimits.Default.ThreadsAtOnce).Select(each => CompileAsync("org", $"hang{each}", "hang"))];
        var next = CompileAsync("org", "innocent");
        await _signals.AdvanceUntilAsync(Task.WhenAll([.. hung, next]), TimeSpan.FromSeconds(1));
        Assert.All(hung, each => Assert.Null(each.Result));
        Assert.Null(await next);
        Assert.True(_author.Compiles <= SignalLimits.Default.ThreadsAtOnce, $"{_author.Compiles} threads");
        Assert.True(_signals.Runner.IsLate(_signal, "org", Set("innocent")));
        _author.Dispose();
    }

    [Fact]
    public async Task One_that_only_takes_long_is_held_for_no_blocker()
    {
        var compile = CompileAsync("org", "hang");
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        _signals.Time.Advance(TimeSpan.FromSeconds(20));
        _author.Dispose();
        Assert.NotNull(await compile);
        Assert.Equal(SignalOutcome.Scored(false), await _signals.RunAsync(
            _signal, new SignalInput { OrgId = "org", SignalId = "WORDS", Value = ScalarValue.Text("x"), MatchingValues = Set("word") }));
        Assert.False(_signal.State.NeedsOwnThread);
        Assert.Empty(_log.Said);
    }

    private Task<SignalMatcher?> CompileAsync(string orgId, params string[] words) => CompileAsync(_signal, orgId, words);

    private Task<SignalMatcher?> CompileAsync(string orgId, string word, CatalogueSignal signal) => CompileAsync(signal, orgId, [word]);

    private Task<SignalMatcher?> CompileAsync(CatalogueSignal signal, string orgId, string[] words) =>
        _signals.Runner.CompileAsync(signal, orgId, [Set(words)], Limit, Token).AsTask();

    private static MatchingValues Set(params string[] words) => new() { Strings = words };
}

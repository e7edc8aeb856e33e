using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;

namespace Coop.Tests.Signals.Guard;

/// <summary>An author's code that compiles sets of matching values and does not come to its end.</summary>
public sealed class MatcherCompileTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly GuardedSignals _signals;
    private readonly GatedMatcher _author = new() { Hangs = sets => sets.Any(set => set.Strings.Contains("hang")) };
    private readonly CatalogueSignal _signal;

    public MatcherCompileTests()
    {
        _signals = new GuardedSignals { Log = new KeptSignalLog() };
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
        Assert.Equal(CompileEnd.Late, (await _signals.AdvanceUntilAsync(compile, TimeSpan.FromSeconds(1))).End);
        Assert.Equal(MatchingDoubt.Late, _signals.Runner.DoubtOf(signal, "org", Set("one")));
        Assert.Equal(MatchingDoubt.None, _signals.Runner.DoubtOf(signal, "org", Set("another")));
        Assert.Equal(["WORDS: 1 of org not within 30 s"], await _signals.AllSaidAsync());
        // It measures where it did before, on its callers' threads.
        Assert.True(signal.IsPureFor("org"));
    }

    [Fact]
    public async Task Costs_no_other_organisation_its_matcher_nor_the_time_of_one()
    {
        var hung = CompileAsync("org", "hang");
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.NotNull((await CompileAsync("other", "word")).Matcher);
        Assert.NotNull((await CompileAsync("org", "word")).Matcher);
        Assert.False(hung.IsCompleted);
        await _signals.AdvanceUntilAsync(hung, Limit);
        Assert.Equal(MatchingDoubt.None, _signals.Runner.DoubtOf(_signal, "other", Set("hang")));
    }

    [Fact]
    public async Task Whoever_does_not_wait_for_it_ends_it_for_nobody()
    {
        using var leaving = new CancellationTokenSource();
        var hung = _signals.Runner.CompileAsync(_signal, "org", [Set("hang")], Limit, leaving.Token).AsTask();
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
        while (_signals.Runner.DoubtOf(_signal, "org", Set("hang")) != MatchingDoubt.Late)
        {
            _signals.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Single(await _signals.AllSaidAsync());
    }

    [Fact]
    public async Task Of_several_sets_together_nobody_knows_which_it_was_and_none_is_held_for_late()
    {
        var hung = _signals.Runner.CompileAsync(_signal, "org", [Set("hang"), Set("innocent")], Limit, Token).AsTask();
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        Assert.Equal(CompileEnd.Late, (await _signals.AdvanceUntilAsync(hung, Limit)).End);
        Assert.Equal(MatchingDoubt.None, _signals.Runner.DoubtOf(_signal, "org", Set("hang")));
        Assert.Equal(["WORDS: 2 of org not within 30 s"], await _signals.AllSaidAsync());
    }

    [Fact]
    public async Task Takes_no_more_threads_than_an_organisation_may_have_of_a_signal_and_what_it_was_not_given_is_not_held_for_late()
    {
        await HangAllAsync();
        // Nobody waits behind what hangs.
        Assert.Equal(CompileEnd.NotBegun, (await CompileAsync("org", "innocent")).End);
        Assert.Equal(CompileEnd.NotBegun, (await CompileAsync("org", "another")).End);
        Assert.Equal(SignalLimits.Default.ThreadsAtOnce, _author.Compiles);
        Assert.Equal(MatchingDoubt.None, _signals.Runner.DoubtOf(_signal, "org", Set("innocent")));
        var said = await _signals.AllSaidAsync();
        Assert.Equal(
            "WORDS: 1 of org not begun: All 8 threads that it may have for this organisation's lists were taken by earlier ones all the time.", said[^1]);
        Assert.Equal(SignalLimits.Default.ThreadsAtOnce + 1, said.Count);
        Assert.NotNull((await CompileAsync("other", "word")).Matcher);

        // The author's code comes back: there is a place again.
        _author.Dispose();
        while ((await CompileAsync("org", "innocent")).Matcher is null)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Code_that_is_loaded_anew_has_its_threads_whatever_hangs_of_the_old()
    {
        await HangAllAsync();
        Assert.NotNull((await CompileAsync(_signals.Add(_author), "org", ["word"])).Matcher);
    }

    [Fact]
    public async Task Whoever_waits_for_a_place_has_it_when_one_comes_back_in_time()
    {
        Task<CompiledMatcher>[] slow = [.. Enumerable.Range(0, SignalLimits.Default.ThreadsAtOnce).Select(each => CompileAsync(_signal, "org", [$"hang{each}", "hang"]))];
        var next = CompileAsync("org", "word");
        // Longer than a call may take: these are compiles.
        _signals.Time.Advance(SignalLimits.Default.Timeout * 2);
        Assert.False(next.IsCompleted);
        _author.Dispose();
        Assert.NotNull((await next.WaitAsync(GuardedSignals.Patience, Token)).Matcher);
        Assert.All(await Task.WhenAll(slow), each => Assert.NotNull(each.Matcher));
        Assert.Empty(await _signals.AllSaidAsync());
    }

    [Fact]
    public async Task A_system_without_threads_is_told_of_once_and_takes_no_place()
    {
        var threads = new NoThreads();
        var log = new KeptSignalLog();
        var sayings = new Sayings<ISignalLog>(log);
        var compile = new MatcherCompile(sayings, _signals.Time, new AuthorThreads(threads, threads));
        for (var i = 0; i <= SignalLimits.Default.ThreadsAtOnce; i++)
        {
            Assert.Equal(CompileEnd.NotBegun, (await compile.RunAsync(_signal, _author, "org", [Set("word")], Limit)).End);
        }

        Assert.StartsWith("WORDS: 1 of org not begun: The system gave no thread for the call (InsufficientMemoryException", Assert.Single(await log.AllSaidAsync(sayings)), StringComparison.Ordinal);
        threads.Give();
        Assert.NotNull((await compile.RunAsync(_signal, _author, "org", [Set("word")], Limit)).Matcher);
        Assert.Equal(1, _author.Compiles);
    }

    [Fact]
    public async Task One_that_only_takes_long_is_held_for_no_blocker()
    {
        var compile = CompileAsync("org", "hang");
        await _author.Entered.Task.WaitAsync(GuardedSignals.Patience, Token);
        _signals.Time.Advance(TimeSpan.FromSeconds(20));
        _author.Dispose();
        Assert.NotNull((await compile).Matcher);
        Assert.Equal(SignalOutcome.Scored(false), await _signals.RunAsync(
            _signal, new SignalInput { OrgId = "org", SignalId = "WORDS", Value = ScalarValue.Text("x"), MatchingValues = Set("word") }));
        Assert.False(_signal.State.NeedsOwnThread("org"));
        Assert.Empty(await _signals.AllSaidAsync());
    }

    private Task<CompiledMatcher> CompileAsync(string orgId, params string[] words) => CompileAsync(_signal, orgId, words);

    /// <summary>Every thread that the organisation may have hangs.</summary>
    private async Task HangAllAsync()
    {
        Task<CompiledMatcher>[] hung = [.. Enumerable.Range(0, SignalLimits.Default.ThreadsAtOnce).Select(each => CompileAsync(_signal, "org", [$"hang{each}", "hang"]))];
        await _signals.AdvanceUntilAsync(Task.WhenAll(hung), TimeSpan.FromSeconds(1));
        Assert.All(hung, each => Assert.Equal(CompileEnd.Late, each.Result.End));
    }

    private Task<CompiledMatcher> CompileAsync(string orgId, string word, CatalogueSignal signal) => CompileAsync(signal, orgId, [word]);

    private Task<CompiledMatcher> CompileAsync(CatalogueSignal signal, string orgId, string[] words) =>
        _signals.Runner.CompileAsync(signal, orgId, [Set(words)], Limit, Token).AsTask();

    private static MatchingValues Set(params string[] words) => new() { Strings = words };
}

using System.Collections;
using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>A signal is asked about matching values behind the same wall as everything else of it, and only what it says refuses them.</summary>
public sealed class CheckedValuesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly MatchingValues Values = new() { Strings = ["a", "b"] };

    private readonly GuardedSignals _signals = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_says_is_told_without_secrets_and_in_one_line()
    {
        _signals.Configs.Save("org", GuardedSignals.Integration, """{ "apiKey": "sk-marker" }""");
        var signal = _signals.Add(new Checking(_ => [new MatchingValueError(1, "sk-marker is\nno word"), null!]), "apiKey");

        Assert.Equal([new MatchingValueError(1, $"{SecretWords.Mask} is no word")], await CheckAsync(signal));
    }

    [Fact]
    public async Task One_that_throws_has_not_answered()
    {
        Assert.Null(await CheckAsync(_ => throw new InvalidOperationException("broken")));
        Assert.Null(await CheckAsync(_ => throw new SignalException(SignalErrorKind.Permanent, "no")));
        Assert.Empty((await CheckAsync(_ => null!))!);
    }

    [Fact]
    public async Task Of_mistakes_without_end_the_first_are_told()
    {
        var errors = await CheckAsync(_ => new Endless());
        Assert.Equal(Enumerable.Range(0, 20), errors!.Select(error => error.Index));
    }

    [Fact]
    public async Task One_that_hangs_is_left_after_the_limit_and_measures_as_ever_for_the_same_organisation_and_list()
    {
        using var blocked = new ManualResetEventSlim();
        var signal = _signals.Add(new Checking(_ =>
        {
            blocked.Wait(GuardedSignals.Patience, Token);
            return [];
        }));
        try
        {
            for (var i = 0; i < SetupCall.AtOnce; i++)
            {
                Assert.Null(await _signals.AdvanceUntilAsync(CheckAsync(signal), Limit));
            }

            // Neither trusted nor blamed for it: what a call of it does is still to be seen, and no list is looked for apart.
            Assert.True(signal.State.NeedsOwnThread("org"));
            Assert.True(signal.State.IsTrustedWith("org"));
            Assert.Equal(MatchingDoubt.None, _signals.Runner.DoubtOf(signal, "org", Values));
            for (var i = 0; i < SignalLimits.Default.ThreadsAtOnce; i++)
            {
                Assert.Equal(SignalOutcome.Scored(true), await _signals.RunAsync(
                    signal, new SignalInput { OrgId = "org", SignalId = "CHECKING", Value = ScalarValue.Text("x"), MatchingValues = Values }));
            }
        }
        finally
        {
            blocked.Set();
        }
    }

    [Fact]
    public async Task A_check_that_ends_says_nothing_of_how_measuring_behaves()
    {
        var signal = _signals.Add(new Checking(_ => []));
        Assert.Empty((await CheckAsync(signal))!);
        Assert.True(signal.State.NeedsOwnThread("org"));
    }

    private Task<IReadOnlyList<MatchingValueError>?> CheckAsync(CatalogueSignal signal) => _signals.Runner.CheckAsync(signal, "org", Values, Limit, Token).AsTask();

    private Task<IReadOnlyList<MatchingValueError>?> CheckAsync(Func<MatchingValues, IReadOnlyList<MatchingValueError>> check) => CheckAsync(_signals.Add(new Checking(check)));

    /// <summary>As an author may write it by mistake.</summary>
    private sealed class Endless : IReadOnlyList<MatchingValueError>
    {
        public int Count => 1;

        public MatchingValueError this[int index] => new(index, "wrong");

        public IEnumerator<MatchingValueError> GetEnumerator()
        {
            for (var i = 0; ; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Checking(Func<MatchingValues, IReadOnlyList<MatchingValueError>> check) : ISignal
    {
        public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe("CHECKING", SignalOutputType.Boolean) with { NeedsMatchingValues = true };

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(true));

        public ValueTask<IReadOnlyList<MatchingValueError>> CheckMatchingValuesAsync(MatchingValues values, CancellationToken cancellationToken) => new(check(values));
    }
}

using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Signals.Guard;
using Coop.Tests.Support;

namespace Coop.Tests.Signals;

/// <summary>Where a matcher reports belongs to one call after the other.</summary>
public sealed class SignalMatchesTests
{
    private readonly GuardedSignals _signals = new();
    private readonly SignalMatches _matches = new();

    [Fact]
    public async Task Who_keeps_it_after_his_call_reports_into_nobody_elses()
    {
        IMultiMatches? kept = null;
        Assert.True(await MatchAsync("KEEPS", matches => kept = matches));
        Assert.Throws<InvalidOperationException>(() => kept!.Add(0, SignalResult.Scored(true)));
        Exception? refusal = null;
        Assert.True(await MatchAsync("OTHER", _ =>
        {
            var late = new Thread(() => refusal = Record.Exception(() => kept!.Add(0, SignalResult.Scored(true))));
            late.Start();
            late.Join();
        }));
        Assert.IsType<InvalidOperationException>(refusal);
        Assert.Equal((0, false), (_matches.Found.Length, _matches.Others.Score.AsBoolean()));

        // What is reported in its call counts as ever.
        Assert.True(await MatchAsync("FOUND", matches => matches.Add(0, SignalResult.Scored(true))));
        Assert.Equal(1, _matches.Found.Length);
    }

    private async Task<bool> MatchAsync(string id, Action<IMultiMatches> match)
    {
        var signal = _signals.Add(new OneSet(id, match));
        var (matcher, _) = await _signals.Runner.CompileAsync(
            signal, "org", [new MatchingValues { Strings = ["word"] }], TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return _signals.Runner.TryMatch(matcher!, "org", ScalarValue.Text("x"), _matches);
    }

    private sealed class OneSet(string id, Action<IMultiMatches> match) : IMultiMatchSignal, IMultiMatcher
    {
        public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe(id, SignalOutputType.Boolean) with { NeedsMatchingValues = true };

        public SignalResult NoMatch => SignalResult.Scored(false);

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(NoMatch);

        public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets) => this;

        public void Match(ScalarValue value, IMultiMatches matches) => match(matches);
    }
}

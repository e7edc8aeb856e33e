using Coop.Engine.Signals.Offers;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals;

public sealed class SignalTrialFeatureTests
{
    private static readonly LocationArea Depot = new("depot", null, 52.52, 13.4, 1);

    [Theory]
    [InlineData("0.8", true)]
    [InlineData("-1e3", true)]
    [InlineData("0,8", false)]
    [InlineData("1,000", false)]
    [InlineData("NaN", false)]
    [InlineData("many", false)]
    public async Task A_number_with_a_comma_is_refused_and_not_read_as_another(string value, bool isRead)
    {
        var run = await TryAsync(Signal(input => SignalResult.Scored(input.Value!.Value.AsNumber()), SignalInputType.Number), new SignalTrialDraft("TRIED", value, SignalInputType.Number));
        Assert.Equal(isRead ? [] : ["/value"], run.Problems.Select(problem => problem.Pointer));
    }

    [Theory]
    [InlineData(SignalInputType.Boolean, "perhaps", "Give true or false.")]
    [InlineData(SignalInputType.UserId, "42", "as in user-type:42")]
    [InlineData(SignalInputType.Image, "ftp://host/x.png", "beginning with http:// or https://")]
    [InlineData(SignalInputType.String, "   ", "A value to try is required.")]
    public async Task What_cannot_be_read_as_its_kind_is_refused_beside_the_value(SignalInputType type, string value, string said)
    {
        var run = await TryAsync(Signal(_ => SignalResult.Scored(1), type), new SignalTrialDraft("TRIED", value, type));
        var problem = Assert.Single(run.Problems);
        Assert.Equal("/value", problem.Pointer);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_of_value_the_signal_does_not_read_is_refused_before_it_runs()
    {
        var signal = Signal(_ => SignalResult.Scored(1), SignalInputType.Image);
        var run = await TryAsync(signal, new SignalTrialDraft("TRIED", "text", SignalInputType.String));
        Assert.Equal("/type", Assert.Single(run.Problems).Pointer);
        Assert.Equal(0, signal.Runs);
    }

    [Fact]
    public async Task Places_reach_a_signal_that_matches_against_them_and_without_any_it_is_not_run()
    {
        var signal = new ScriptedSignal(
            ScriptedSignal.Describe("TRIED", SignalOutputType.Boolean, SignalInputType.Geohash) with { NeedsMatchingValues = true },
            input => SignalResult.Scored(true, input.MatchingValues!.Locations[0].Id));

        var found = await TryAsync(signal, new SignalTrialDraft("TRIED", "u33dc", SignalInputType.Geohash, Places: [Depot]));
        Assert.Equal("depot", found.Value.Outcome.MatchedValue);

        var refused = await TryAsync(signal, new SignalTrialDraft("TRIED", "u33dc", SignalInputType.Geohash));
        Assert.Equal("/places", Assert.Single(refused.Problems).Pointer);
        Assert.Equal(1, signal.Runs);
    }

    private static ScriptedSignal Signal(Func<SignalInput, SignalResult> run, SignalInputType type) =>
        new(ScriptedSignal.Describe("TRIED", SignalOutputType.Number, type), run);

    private static Task<Coop.Engine.Problems.Result<SignalTrial>> TryAsync(ScriptedSignal signal, SignalTrialDraft draft) => new SignalTrialFeature(
        new FixedCatalogue([Offered.By("TRIED", [signal])]),
        SignalCalls.Runner(),
        TimeProvider.System).RunAsync("org", draft, TestContext.Current.CancellationToken);
}

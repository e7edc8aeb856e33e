using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Engine.Signals.Guard;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Signals.Guard;

/// <summary>Whatever way an author's code has to say something, an organisation's secret does not leave by it.</summary>
public sealed class RedactionTests
{
    private const string Secret = "sk-marker/1+2 \"quoted\"";

    private readonly GuardedSignals _signals = new();

    public RedactionTests() => _signals.Configs.Save("org", GuardedSignals.Integration, $$"""{ "apiKey": "sk-marker/1+2 \"quoted\"", "region": "eu" }""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["throws", "names", "detail", "matched", "notApplicable", "url", "json", "upper", "long"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_secret_is_in_nothing_that_a_run_says(string way)
    {
        var author = GuardedSignals.Scripted(_ => Say(way), cost: 0);
        var outcome = await _signals.RunAsync(_signals.Add(author, "apiKey"));
        NowhereIn(outcome);

        var pure = _signals.Add(author, "apiKey");
        await _signals.Runner.GetAvailabilityAsync(pure, "org", Token);
        Assert.True(_signals.Runner.TryRunPure(new SignalCall(pure, GuardedSignals.Input()), Token, out var here, out var running));
        Assert.Equal(outcome, running is null ? here : await running);
    }

    [Fact]
    public async Task A_secret_is_in_no_reason_of_an_availability_and_of_choices()
    {
        var author = new TellingSignal(
            ScriptedSignal.Describe("S", SignalOutputType.Number), _ => SignalResult.Scored(1), _ => new(SignalAvailability.Disabled($"{Secret} is no key.")));
        Assert.Equal($"{SecretWords.Mask} is no key.", (await _signals.RunAsync(_signals.Add(author, "apiKey"))).Failure!.Reason);

        var (choices, reason) = await _signals.Runner.GetSubcategoriesAsync(_signals.Add(new ChoosingSignal(), "apiKey"), "org", Token);
        Assert.Empty(choices);
        Assert.Equal($"InvalidOperationException: no choices for {SecretWords.Mask}", reason);
    }

    [Fact]
    public async Task A_secret_that_was_replaced_while_a_call_ran_is_still_kept_out()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource();
        var signal = _signals.Add(
            GuardedSignals.Scripted(async (_, _) =>
            {
                began.TrySetResult();
                await answer.Task;
                return Say("detail");
            }),
            "apiKey");
        var running = _signals.RunAsync(signal);
        await began.Task.WaitAsync(GuardedSignals.Patience, Token);
        _signals.Configs.Save("org", GuardedSignals.Integration, """{ "apiKey": "sk-another-one" }""");
        answer.SetResult();
        NowhereIn(await running);
    }

    [Fact]
    public async Task A_score_that_holds_a_secret_is_no_score()
    {
        var author = new ScriptedSignal(ScriptedSignal.Describe("S", SignalOutputType.Text), _ => SignalResult.Scored(Secret));
        var outcome = await _signals.RunAsync(_signals.Add(author, "apiKey"));
        Assert.Equal(FailureKind.InvalidOutput, outcome.Failure?.Kind);
        NowhereIn(outcome);
    }

    [Fact]
    public async Task When_the_secrets_cannot_be_read_what_the_integration_says_is_withheld()
    {
        var runner = new SignalRunner(new LockedConfigs(), TimeProvider.System);
        var outcome = await runner.RunAsync(new SignalCall(_signals.Add(GuardedSignals.Scripted(_ => Say("detail")), "apiKey"), GuardedSignals.Input()), Token);
        Assert.Equal(1, outcome.Score.AsNumber());
        NowhereIn(outcome);
        Assert.Contains("withheld", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_in_no_problem_of_a_configuration()
    {
        var acme = new AcmeIntegrations();
        var configs = new MemoryConfigs();
        var feature = new IntegrationConfigFeature(acme, configs, configs, TimeProvider.System);
        acme.Check = (config, _) => throw new InvalidOperationException($"cannot use {config.GetString("apiKey")}");
        var config = System.Text.Json.JsonElement.Parse("""{ "apiKey": "sk-verysecret1" }""");
        var refused = await feature.SaveAsync("org", AcmeIntegrations.Id, config, "somebody", expectedVersion: null, Token);
        Assert.Contains($"cannot use {SecretWords.Mask}", Assert.Single(refused.Problems).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", "abc is in (abc), not in abcd", $"{SecretWords.Mask} is in ({SecretWords.Mask}), not in abcd")]
    [InlineData("a", "a cat sat", $"{SecretWords.Mask} cat sat")]
    [InlineData("12345678", "x12345678x", $"x{SecretWords.Mask}x")]
    [InlineData("aa", "aaaa aa", $"aaaa {SecretWords.Mask}")]
    public void A_short_secret_is_removed_where_it_stands_alone_and_one_of_eight_characters_everywhere(string secret, string said, string shown) =>
        Assert.Equal(shown, SecretWords.Of(new OrgConfig(System.Text.Json.JsonSerializer.SerializeToElement(new { key = secret })), ["key"]).Remove(said));

    private static SignalResult Say(string way) => way switch
    {
        "throws" => throw new InvalidOperationException($"refused: {Secret}"),
        "names" => throw new SignalException(SignalErrorKind.Unavailable, $"the vendor refused {Secret}"),
        "detail" => SignalResult.Scored(1, detail: $"asked with {Secret}."),
        "matched" => SignalResult.Scored(1, $"{Secret}"),
        "notApplicable" => SignalResult.NotApplicable($"{Secret} is not for this"),
        "url" => throw new InvalidOperationException($"GET https://vendor.example/?key={Uri.EscapeDataString(Secret)}"),
        "json" => throw new InvalidOperationException("""sent {"key":"sk-marker/1+2 \"quoted\""}"""),
        "upper" => throw new InvalidOperationException(Secret.ToUpperInvariant()),
        // The text is cut at 500 characters: half a secret must not be what is left.
        _ => throw new InvalidOperationException(new string('x', 460) + Secret),
    };

    private static void NowhereIn(SignalOutcome outcome)
    {
        foreach (var said in new[] { outcome.Detail, outcome.MatchedValue, outcome.Failure?.Reason, outcome.TextScore }.OfType<string>())
        {
            Assert.DoesNotContain("marker", said, StringComparison.OrdinalIgnoreCase);
        }
    }

    private sealed class ChoosingSignal : IDynamicSubcategories
    {
        public SignalDescriptor Descriptor { get; } = ScriptedSignal.Describe("S", SignalOutputType.Number);

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) => new(SignalResult.Scored(1));

        public ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"no choices for {Secret}");
    }

    /// <summary>Keys are lost.</summary>
    private sealed class LockedConfigs : IIntegrationConfigStore
    {
        public event Action<string, string>? Changed
        {
            add { }
            remove { }
        }

        public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken) => throw new UnreadableSecretException("The key is gone.");
    }
}

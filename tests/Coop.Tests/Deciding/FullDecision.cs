using System.Text.Json;
using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Engine.Signals;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Tests.Deciding;

/// <summary>A decision and a plan in which every member is set, with every value that it can have.</summary>
internal static class FullDecision
{
    public const string Ours = "0198c0ffee0198c0ffee0198c0ffee01";
    public const string Saved = "2026-11-27T09:27:17.1234567Z";

    public static Decision Decision { get; } = new()
    {
        Id = Ours,
        SubmissionId = "another submission",
        OrgId = Ours,
        ItemId = "ünïcödé 日本語",
        ItemTypeId = "type",
        DecidedAt = new DateTimeOffset(2026, 11, 27, 9, 27, 17, TimeSpan.Zero),
        PlanId = Ours,
        Ran = 300,
        Rules =
        [
            .. from environment in new[] { RuleEnvironment.Live, RuleEnvironment.Background, RuleEnvironment.Backtest }
               from outcome in new[] { ConditionOutcome.Passed, ConditionOutcome.Failed, ConditionOutcome.Inapplicable, ConditionOutcome.Errored }
               select new RuleOutcome(Ours, $"{environment} {outcome}", outcome == ConditionOutcome.Errored ? "v7" : Saved, environment, outcome, UsedFallback: outcome == ConditionOutcome.Failed),
        ],
        NotRun = [new RuleNotRun("rule q", NotRunReason.Quota), new RuleNotRun(Ours, NotRunReason.Expired)],
        Actions =
        [
            .. new[] { ActionType.CustomAction, ActionType.EnqueueToMrt, ActionType.EnqueueAuthorToMrt, ActionType.EnqueueToNcmec }.Select((type, place) => new TriggeredAction(
                $"{Ours}:{place}", Ours, $"Action {place}", type, [Ours, "rule"], place == 0 ? [] : ["policy"],
                JsonElement.Parse(place == 0 ? "{}" : """{"reason":["spam"],"n":1.50}"""), place == 3 ? "The action is gone." : null)),
        ],
        Reviews = [new ReviewReason(Ours, "The signal did not answer."), new ReviewReason("rule", "")],
        Measured = new MeasuredTable(
            [
                new(0, 1), new(1, 1), MeasuredRange.NotMeasured, MeasuredRange.NotMeasured, MeasuredRange.NotProvided, new(2, 3), new(2, 3), new(0, 0), .. Enumerable.Range(5, 14).Select(start => new MeasuredRange(start, 1)), new(0, 19),
            ],
            [
                new(SignalOutcome.Scored(true), 12_345, false),
                new(SignalOutcome.Scored(false), MeasuredValue.NoSignal, false),
                new(SignalOutcome.Scored(0.1, "viagra", "One word of the list."), 0, false),
                new(SignalOutcome.Scored("spam", matchedValue: "ß"), 1, false),
                new(SignalOutcome.Scored("2026-11-27T09:27:17Z"), MeasuredValue.NoSignal, true),
                new(SignalOutcome.Scored(default, null, "No score."), 2, false),
                new(SignalOutcome.Scored(double.MaxValue), 300, false),
                new(SignalOutcome.NotApplicable("No text."), 3, false),
                new(SignalOutcome.NotApplicable(""), 4, false),
                .. new[]
                {
                    FailureKind.TimedOut, FailureKind.Unavailable, FailureKind.BadCredential, FailureKind.Refused, FailureKind.Crashed, FailureKind.InvalidOutput, FailureKind.OutOfScope,
                    FailureKind.Disabled, FailureKind.Missing,
                }.Select((kind, place) => new MeasuredValue(SignalOutcome.Failed(kind, $"Why {place}", place % 2 == 0 ? null : TimeSpan.FromSeconds(place)), 1_000_000 * place, false)),
                new(SignalOutcome.Scored(-0.0), 5, false),
            ]),
    };

    public static PlanRecord Plan { get; } = new(
        [
            new(1, 0, null, null, null),
            .. new[]
            {
                ScalarType.UserId, ScalarType.Id, ScalarType.String, ScalarType.Boolean, ScalarType.Number, ScalarType.Audio, ScalarType.Image, ScalarType.Video, ScalarType.Datetime, ScalarType.Geohash,
                ScalarType.RelatedItem, ScalarType.Url, ScalarType.PolicyId, ScalarType.IpAddress, ScalarType.EmailAddress, ScalarType.Media,
            }.Select((type, place) => new PlannedMeasurement((UInt128)(place + 2) << 64, place * 0.5, $"SIGNAL_{place}", SignalOutputType.Of(type), "1.2.3")),
            new(UInt128.MaxValue, double.PositiveInfinity, "LEVELS", SignalOutputType.Enum(ordered: true, "low", "high"), "1.0.0"),
            new(UInt128.MaxValue - 1, 7, "NUMBERS", SignalOutputType.Enum(ordered: false, 1, 2.5), null),
        ],
        [
            new PlannedRule(new RuleVersion(Ours, Saved), IsLive: true, [Ours, "type"]), new PlannedRule(new RuleVersion("rule", "v7"), IsLive: false, []),
        ],
        [
            .. new[]
            {
                SettingKind.ItemType, SettingKind.Action, SettingKind.Policy, SettingKind.Bank, SettingKind.Rule, SettingKind.IntegrationConfig, SettingKind.ApiKey, SettingKind.Person, SettingKind.Org,
                SettingKind.Signal, SettingKind.ItemField, SettingKind.ItemAuthor,
            }.Select(kind => new PlannedName(new SettingRef(kind, Ours), $"Name of {kind}")),
        ]);
}

using Coop.Engine.Deciding;
using Coop.Engine.Rules;
using Coop.Server.Web.Parts;

namespace Coop.Server.Rules.Pages;

/// <summary>Outcomes and statuses as people read them.</summary>
internal static class OutcomeWords
{
    public static (string Text, Tone Tone) Of(ConditionOutcome? outcome) => outcome switch
    {
        null => ("Not needed", Tone.Neutral),
        ConditionOutcome.Passed => ("Met", Tone.Good),
        ConditionOutcome.Failed => ("Not met", Tone.Neutral),
        ConditionOutcome.Inapplicable => ("Does not apply", Tone.Neutral),
        _ => ("Unknown", Tone.Warn),
    };

    public static (string Text, Tone Tone) OfRule(ConditionOutcome outcome) => outcome switch
    {
        ConditionOutcome.Passed => ("Matched", Tone.Good),
        ConditionOutcome.Errored => ("Unknown", Tone.Warn),
        _ => ("No match", Tone.Neutral),
    };

    public static (string Text, Tone Tone) Of(RuleStatus status) => status switch
    {
        RuleStatus.Live => ("Live", Tone.Good),
        RuleStatus.Background => ("Background", Tone.Calm),
        RuleStatus.Expired => ("Expired", Tone.Warn),
        _ => (status.ToString(), Tone.Neutral),
    };

    public static string About(RuleStatus status) => status switch
    {
        RuleStatus.Draft => "Not run on new items.",
        RuleStatus.Background => "Runs on every new item and is recorded, but takes no action.",
        RuleStatus.Live => "Runs on every new item and takes its actions.",
        RuleStatus.Archived => "Kept for the record; not run.",
        _ => "No longer run.",
    };

    public static string Time(TimeSpan elapsed) => elapsed.TotalMilliseconds < 1 ? "under 1 ms" : elapsed.TotalSeconds < 10 ? $"{elapsed.TotalMilliseconds:0} ms" : $"{elapsed.TotalSeconds:0} s";
}

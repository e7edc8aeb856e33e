namespace Coop.Storage.Retention;

/// <summary>
/// How long what was decided is kept: the section <c>Retention</c> of the configuration, such as <c>Retention__Decisions=90.00:00:00</c> in the environment. An item lives as long
/// as its decision; whatever has no decision yet, or has a webhook still to be delivered, stays, and what a person is still to look at stays longer.
/// </summary>
public sealed class RetentionOptions
{
    // A hundred years: what is reckoned back from now must be a date.
    private const int LongestDays = 36_500;

    /// <summary>How old a decision may become, with its item and its actions' executions.</summary>
    public TimeSpan Decisions { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How many decisions of each organisation are kept at most; its oldest go first. A hundredth more may stand for a while.</summary>
    public long MostDecisions { get; set; } = 10_000_000;

    /// <summary>How much longer than others a decision is kept while nobody has looked at an item that it marked for a person.</summary>
    public TimeSpan OpenReviews { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How many open review jobs of each organisation keep their decisions at most; the oldest of more keep theirs no longer.</summary>
    public long MostOpenReviews { get; set; } = 1_000_000;

    /// <summary>How long a webhook that was given up can still be sent again.</summary>
    public TimeSpan Deliveries { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How many given-up webhooks of each organisation can be sent again at most; the oldest of more cannot.</summary>
    public long MostDeliveries { get; set; } = 1_000_000;

    /// <returns>What is wrong with them, with the remedy; null when nothing is.</returns>
    public string? Mistake() => this is
    { Decisions.TotalDays: >= 1 and <= LongestDays, Deliveries.TotalDays: >= 1 and <= LongestDays, OpenReviews.TotalDays: >= 1 and <= LongestDays, MostDecisions: >= 1000, MostOpenReviews: >= 1000, MostDeliveries: >= 1000 }
        ? null
        : $"The configuration section Retention is wrong: Decisions, Deliveries and OpenReviews must be from one day (1.00:00:00) to {LongestDays} days, and MostDecisions, MostOpenReviews and MostDeliveries at least 1000.";
}

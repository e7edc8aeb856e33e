namespace Coop.Storage.Retention;

/// <summary>
/// How long what was decided is kept: the section <c>Retention</c> of the configuration, such as <c>Retention__Decisions=90.00:00:00</c> in the environment. An item lives as long
/// as its decision; whatever has no decision yet, or has a webhook still to be delivered, stays.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>How old a decision may become, with its item and its actions' executions.</summary>
    public TimeSpan Decisions { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How many decisions of each organisation are kept at most; its oldest go first. A hundredth more may stand for a while.</summary>
    public long MostDecisions { get; set; } = 10_000_000;

    /// <summary>How long a webhook that was given up can still be sent again.</summary>
    public TimeSpan Deliveries { get; set; } = TimeSpan.FromDays(90);

    /// <returns>What is wrong with them, with the remedy; null when nothing is.</returns>
    public string? Mistake() => this is { Decisions.TotalDays: >= 1, Deliveries.TotalDays: >= 1, MostDecisions: >= 1000 }
        ? null
        : "The configuration section Retention is wrong: Decisions and Deliveries must be at least one day (1.00:00:00), and MostDecisions at least 1000.";
}

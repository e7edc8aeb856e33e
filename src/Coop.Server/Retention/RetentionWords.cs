using System.Globalization;
using Coop.Storage.Retention;

namespace Coop.Server.Retention;

/// <summary>How long things are kept, for people who look for one that is gone.</summary>
internal static class RetentionWords
{
    /// <param name="counts">Of the organisation.</param>
    public static string Of(RetentionOptions options, KeptCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"Items and their decisions are kept for {options.Decisions.TotalDays:0} days, and the newest {options.MostDecisions:#,0} at most. A webhook that was given up can be sent again for {options.Deliveries.TotalDays:0} days.{Longer(options, counts.Kept)}{Gone(counts.GivenUp)}");

    private static string? Longer(RetentionOptions options, long kept) => kept == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $" {kept:#,0} {(kept == 1 ? "decision that was to go is" : "decisions that were to go are")} kept because nobody has looked at {(kept == 1 ? "its" : "their")} review yet, {options.OpenReviews.TotalDays:0} days longer at most.");

    private static string? Gone(long givenUp) => givenUp == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $" Of those that asked for a person, {givenUp:#,0} {(givenUp == 1 ? "was" : "were")} taken away although nobody had looked.");
}

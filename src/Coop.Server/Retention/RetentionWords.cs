using System.Globalization;
using Coop.Storage.Retention;

namespace Coop.Server.Retention;

/// <summary>How long things are kept, for people who look for one that is gone.</summary>
internal static class RetentionWords
{
    /// <param name="counts">Of the organisation.</param>
    public static string Of(RetentionOptions options, KeptCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"Items and their decisions are kept for {Days(options.Decisions)}, and the newest {options.MostDecisions:#,0} at most. A webhook that was given up can be sent again for {Days(options.Deliveries)}, and the newest {options.MostDeliveries:#,0} at most. What could not be decided is parked until somebody puts it back on the queue.{Longer(options, counts.Kept)}{Gone(counts.GivenUp)}");

    // Never rounded up: what is said to be there has to be there.
    private static string Days(TimeSpan time) => Math.Floor(time.TotalDays * 10) / 10 is var days && days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days:#,0.#} days");

    private static string? Longer(RetentionOptions options, long kept) => kept == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $" {kept:#,0} {(kept == 1 ? "decision that was to go is" : "decisions that were to go are")} kept because nobody has looked at {(kept == 1 ? "its" : "their")} review yet, {Days(options.OpenReviews)} longer at most.");

    private static string? Gone(long givenUp) => givenUp == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $" Of those that asked for a person, {givenUp:#,0} {(givenUp == 1 ? "was" : "were")} taken away although nobody had looked.");
}

using System.Globalization;
using Coop.Storage.Retention;

namespace Coop.Server.Retention;

/// <summary>How long things are kept, for people who look for one that is gone.</summary>
internal static class RetentionWords
{
    public static string Of(RetentionOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"Items and their decisions are kept for {options.Decisions.TotalDays:0} days, and the newest {options.MostDecisions:#,0} at most. A webhook that was given up can be sent again for {options.Deliveries.TotalDays:0} days.");
}

using Coop.Engine.Problems;

namespace Coop.Engine.Submissions;

/// <summary>Codes of refused submissions.</summary>
public static class SubmissionProblems
{
    private const string Title = "Invalid item";
    private const int LongestShown = 100;

    public static Problem NotAnObject(string pointer) => new(
        SubmissionCodes.NotAnObject, ProblemKind.InvalidInput, "Malformed request body", "The body must be a JSON object with a member 'items', a list.", pointer);

    public static Problem ItemsMissing { get; } = new(
        SubmissionCodes.ItemsMissing, ProblemKind.InvalidInput, "Malformed request body", "The member 'items' is required and must be a list.", "/items");

    public static Problem TooManyItems(int given, int most) => new(
        SubmissionCodes.TooManyItems, ProblemKind.TooLarge, "Too many items in one request",
        $"A request may have at most {most} items, and this one has {given}. Nothing was stored. Send them in several requests.", "/items");

    /// <param name="more">Beside those that are told.</param>
    /// <param name="passedOver">Items of which nothing is said, because the version of their type was not looked up.</param>
    public static Problem MoreMistakes(int more, int passedOver) => new(
        SubmissionCodes.MoreMistakes, ProblemKind.InvalidInput, Title, $"{NotTold(more)}{(more > 0 && passedOver > 0 ? " " : "")}{NotLookedAt(passedOver)}", "/items");

    private static string NotTold(int more) => more switch
    {
        0 => "",
        1 => "There is one more mistake in the items, which is not told here.",
        _ => $"There are {more} more mistakes in the items, which are not told here.",
    };

    private static string NotLookedAt(int items) => items switch
    {
        0 => "",
        1 => "One more item was not looked at, because it names another version of its type.",
        _ => $"{items} more items were not looked at, because they name other versions of their types.",
    };

    public static Problem DryRunNotBoolean { get; } = new(
        SubmissionCodes.DryRun, ProblemKind.InvalidInput, "Malformed request body", "The member 'dryRun' must be true or false.", "/dryRun");

    /// <summary>To pass it over would store and send what somebody only wanted to try out.</summary>
    public static Problem DryRunNotHere { get; } = new(
        SubmissionCodes.DryRun, ProblemKind.InvalidInput, "Malformed request body",
        "Items sent to /api/v1/items/async are stored and decided: there is no dry run of that. Send them to /api/v1/items/evaluate, or leave 'dryRun' out. Nothing was stored.", "/dryRun");

    public static Problem ItemNotAnObject { get; } = new(
        SubmissionCodes.ItemNotAnObject, ProblemKind.InvalidInput, Title, "An item must be an object with id, data and typeId (or type).");

    public static Problem Text(string member) => new(
        SubmissionCodes.Text, ProblemKind.InvalidInput, Title, $"The member '{member}' must be a non-empty string.");

    public static Problem HalfText(string member) => new(
        SubmissionCodes.Text, ProblemKind.InvalidInput, Title, $"The member '{member}' is not valid Unicode text: it has half of a surrogate pair (\\ud800 to \\udfff). Send the whole character.");

    public static Problem Required(string member) => new(
        SubmissionCodes.Required, ProblemKind.InvalidInput, Title, $"The member '{member}' is required and must be a non-empty string.");

    public static Problem Data { get; } = new(
        SubmissionCodes.Data, ProblemKind.InvalidInput, Title, "The member 'data' is required and must be an object.");

    public static Problem Type { get; } = new(
        SubmissionCodes.Type, ProblemKind.InvalidInput, Title, "The member 'type' must be an object with id and, if wanted, version and schemaVariant.");

    public static Problem TypeTwice { get; } = new(
        SubmissionCodes.TypeTwice, ProblemKind.InvalidInput, Title,
        "Name the item type once: either typeId, typeVersion and typeSchemaVariant, or type with id, version and schemaVariant.");

    public static Problem SchemaVariant(string member) => new(
        SubmissionCodes.SchemaVariant, ProblemKind.InvalidInput, Title, $"The member '{member}' must be 'original' or 'partial'.");

    public static Problem UnknownType(string typeId) => new(
        SubmissionCodes.UnknownItemType, ProblemKind.UnrecognizedItemType, "Unrecognized item type", $"Your organisation has no item type with id '{Shortened.Of(typeId, LongestShown)}'.");

    public static Problem UnknownTypeVersion(string typeId, string version) => new(
        SubmissionCodes.UnknownItemTypeVersion, ProblemKind.UnrecognizedItemType, "Unrecognized item type",
        $"The item type '{typeId}' has no version '{Shortened.Of(version, LongestShown)}'. Leave the version out to use the newest.");

    public static Problem ParkedNotFound(string id) => new(
        SubmissionCodes.ParkedNotFound, ProblemKind.NotFound, "Parked submission not found", $"Your organisation has no parked submission '{id}'.");

    /// <param name="waiting">How many of the organisation's items wait, these included.</param>
    /// <param name="would">How long they would take at the recent pace.</param>
    public static Problem BacklogTooLong(int waiting, TimeSpan would, TimeSpan longest, TimeSpan after) => new(
        SubmissionCodes.BacklogTooLong, ProblemKind.Unavailable, "Too many items are waiting",
        $"With these, {waiting} items of your organisation would be waiting, and at the recent pace the last would be decided in {Words(would)}; the most is {Words(longest)}. "
        + $"Nothing was stored. Send the items again after {Words(after)}, or send fewer.")
    {
        RetryAfter = after,
    };

    public static Problem NoRoom(TimeSpan waited) => new(
        SubmissionCodes.NoRoom, ProblemKind.Unavailable, "Too many items are being decided",
        $"So many items of your organisation are being decided that there was no room for these within {Words(waited)}. Nothing was stored. Send them again a little later, or send fewer at once.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Problem NoRoomToRead(TimeSpan waited) => new(
        SubmissionCodes.NoRoomToRead, ProblemKind.Unavailable, "Too much is being sent at once",
        $"So much is being sent at once that there was no room for this body, for which it waits up to {Words(waited)} while not too many wait already. Nothing of it was stored. Send it again a little later, in smaller batches or fewer at once.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    /// <param name="reason">Why they could not be compiled; null when they only take long.</param>
    public static Problem RulesNotReady(string? reason) => new(
        SubmissionCodes.RulesNotReady, ProblemKind.Unavailable, "The rules are not ready",
        (reason is null ? "The rules of your organisation are still being compiled." : $"The rules of your organisation cannot be compiled now: {reason}")
        + " Nothing was stored. Send the items again a little later; if it stays so, the server's log has the cause.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static Problem Stopping { get; } = new(
        SubmissionCodes.Stopping, ProblemKind.Unavailable, "The server is being stopped",
        "The dry run was not made, because the server is being stopped. Nothing was stored. Send it again in ten seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    private static string Words(TimeSpan time) => time.TotalMinutes >= 2 ? $"{Math.Round(time.TotalMinutes)} minutes" : $"{Math.Max(1, Math.Round(time.TotalSeconds))} seconds";
}

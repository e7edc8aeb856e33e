using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Submissions;

[DisplayName("Submitted batches")]
public static class SubmissionCodes
{
    public static ProblemCode BacklogTooLong { get; } = new(
        "submission.backlog-too-long",
        "Items come faster than they are decided, and the last would be decided too late. Nothing was stored.",
        "Send them again after the time in `Retry-After`. See [the backlog](operate.md#the-backlog).");

    public static ProblemCode Data { get; } = new("submission.data", "An item has no data.", "Send `data`, an object.");

    public static ProblemCode DryRun { get; } = new("submission.dry-run", "`dryRun` is not true or false, or is true where items are stored and decided.", "Correct it; a dry run is `POST /api/v1/items/evaluate`.");

    public static ProblemCode ItemNotAnObject { get; } = new("submission.item-not-an-object", "An element of `items` is no object.", "Send objects.");

    public static ProblemCode ItemsMissing { get; } = new("submission.items-missing", "The body has no list `items`.", "Send `{ \"items\": [ … ] }`.");

    public static ProblemCode MoreMistakes { get; } = new(
        "submission.more-mistakes",
        "The items have more mistakes than are told in one answer: the detail says how many.",
        "Correct those that are told and send the batch again.");

    public static ProblemCode NoRoom { get; } = new(
        "submission.no-room",
        "So many items are being decided that there is no room for a request that waits for its decisions. Nothing was stored.",
        "Send it again a little later, or send fewer items at once.");

    public static ProblemCode NoRoomToRead { get; } = new(
        "submission.no-room-to-read",
        "So many and large bodies are being sent at once that there is no room to read another. Nothing was stored.",
        "Send it again a little later; send smaller batches, or fewer at once. See [large bodies](operate.md#large-bodies).");

    public static ProblemCode NotAnObject { get; } = new("submission.not-an-object", "The body is no JSON object.", "Send `{ \"items\": [ … ] }`.");

    public static ProblemCode ParkedNotFound { get; } = new("submission.parked-not-found", "No parked submission has this id.", "List the parked ones.");

    public static ProblemCode Required { get; } = new("submission.required", "A member of an item is missing.", "Give it.");

    public static ProblemCode RulesNotReady { get; } = new(
        "submission.rules-not-ready",
        "The organisation's rules were never compiled since the server's start, and cannot be now. Nothing was stored.",
        "Send the items again a little later; the server's log has the cause.");

    public static ProblemCode SchemaVariant { get; } = new("submission.schema-variant", "The schema variant is unknown.", "Use `original` or `partial`.");

    public static ProblemCode Stopping { get; } = new(
        "submission.stopping",
        "The server is being stopped, and a dry run was not made. Nothing was stored.",
        "Send it again after the time in `Retry-After`.");

    public static ProblemCode Text { get; } = new("submission.text", "A member of an item must be text.", "Correct it.");

    public static ProblemCode TooManyItems { get; } = new(
        "submission.too-many-items",
        "A request has more than 10 000 items. Nothing was stored.",
        "Send them in several requests.");

    public static ProblemCode Type { get; } = new("submission.type", "An item names no item type.", "Give `typeId` or `type`.");

    public static ProblemCode TypeTwice { get; } = new("submission.type-twice", "An item has both `typeId` and `type`.", "Give one.");

    public static ProblemCode Undecided { get; } = new(
        "submission.undecided",
        "The items are stored, but some could not be decided in this request.",
        "Do not send them again; ask for their decisions after the time in `Retry-After`.");

    public static ProblemCode UnknownItemType { get; } = new(
        "submission.unknown-item-type",
        "Your organisation has no such item type.",
        "See `/api/v1/admin/item-types`.");

    public static ProblemCode UnknownItemTypeVersion { get; } = new(
        "submission.unknown-item-type-version",
        "The item type has no such version.",
        "Leave the version out to use the newest.");
}

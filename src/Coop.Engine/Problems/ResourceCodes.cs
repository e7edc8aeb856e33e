using System.ComponentModel;

namespace Coop.Engine.Problems;

[DisplayName("Stored things")]
public static class ResourceCodes
{
    public static ProblemCode Busy { get; } = new("resource.busy", "What a change refers to was changed again and again meanwhile; nothing was saved.", "Try again.");

    public static ProblemCode ChangedMeanwhile { get; } = new(
        "resource.changed-meanwhile",
        "It is not as you read or opened it: somebody saved or deleted it since, or it never was there.",
        "Read it again, or load the page again, and repeat your change.");

    public static ProblemCode InUse { get; } = new("resource.in-use", "It is used by what the detail names.", "Take it out there first.");

    public static ProblemCode NoRoom { get; } = new(
        "resource.no-room",
        "The organisation's settings would take more room than they may.",
        "Delete what is not used any more, or ask whoever runs the server for more.");

    public static ProblemCode NotFound { get; } = new(
        "resource.not-found",
        "Your organisation has nothing with this id.",
        "Check the id; other organisations' things are not visible.");

    public static ProblemCode NameTaken { get; } = new("resource.name-taken", "Another thing of its kind in your organisation has this name.", "Give it another name.");
}

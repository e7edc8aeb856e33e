using Coop.Engine;
using Coop.Integrations;

namespace Coop.Server.Items.Pages;

/// <summary>The words of item types as people read them.</summary>
internal static class FieldTypeWords
{
    public static string Of(ScalarType type) => type switch
    {
        ScalarType.String => "Text",
        ScalarType.Boolean => "Yes or no",
        ScalarType.Number => "Number",
        ScalarType.Id => "Id",
        ScalarType.UserId => "User",
        ScalarType.RelatedItem => "Related item",
        ScalarType.Url => "URL",
        ScalarType.Image => "Image",
        ScalarType.Audio => "Audio",
        ScalarType.Video => "Video",
        ScalarType.Media => "Media of any kind",
        ScalarType.Geohash => "Place (geohash)",
        ScalarType.Datetime => "Date and time",
        ScalarType.PolicyId => "Policy",
        ScalarType.IpAddress => "IP address",
        ScalarType.EmailAddress => "E-mail address",
        _ => WireNames.Of(type),
    };

    public static string Of(ContainerType type) => type == ContainerType.Array ? "List" : "Map";

    public static string Of(ItemTypeKind kind) => kind switch
    {
        ItemTypeKind.Content => "Content",
        ItemTypeKind.Thread => "Thread",
        _ => "User",
    };

    public static string About(ItemTypeKind kind) => kind switch
    {
        ItemTypeKind.Content => "Something somebody made: a post, a message, a listing.",
        ItemTypeKind.Thread => "A conversation that holds content.",
        _ => "Somebody: an account or a profile.",
    };

    /// <summary>A whole field, such as <c>List of images</c>.</summary>
    public static string Of(ItemField field) => field switch
    {
        { Container: ContainerType.Array } => $"List: {Of(field.Type)}",
        { Container: ContainerType.Map } => $"Map: {Of(field.KeyType ?? ScalarType.String)} to {Of(field.Type)}",
        _ => Of(field.Type),
    };

    public static string Role(string role) => role switch
    {
        "displayName" => "Display name",
        "createdAt" => "Created at",
        "isDeleted" => "Is deleted",
        "ipAddress" => "IP address",
        "creatorId" => "Creator",
        "threadId" => "Thread",
        "parentId" => "Parent",
        "profileIcon" => "Profile icon",
        "backgroundImage" => "Background image",
        "email" => "E-mail address",
        _ => role,
    };

    public static string AboutRole(string role) => role switch
    {
        "displayName" => "What people see as its name.",
        "createdAt" => "When it was made on your platform.",
        "isDeleted" => "Whether your platform has deleted it.",
        "ipAddress" => "Where it was made from.",
        "creatorId" => "Who made it. Rules see the author, and actions can reach them.",
        "threadId" => "The conversation it is part of. Needs Created at.",
        "parentId" => "What it answers to. Needs Thread and Created at.",
        "profileIcon" => "The picture beside the name.",
        "backgroundImage" => "The picture behind the profile.",
        "email" => "How to write to them.",
        _ => "",
    };
}

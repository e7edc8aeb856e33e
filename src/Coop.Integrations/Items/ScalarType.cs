namespace Coop.Integrations;

/// <summary>The types a single value of an item can have. On the wire each is its name in UPPER_SNAKE_CASE, such as <c>USER_ID</c>.</summary>
public enum ScalarType
{
    /// <summary>A user: an <see cref="ItemReference"/> to an item of kind <see cref="ItemTypeKind.User"/>.</summary>
    UserId,

    /// <summary>An opaque identifier; text.</summary>
    Id,

    /// <summary>Text.</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A finite double.</summary>
    Number,

    /// <summary>A sound: a <see cref="MediaReference"/>.</summary>
    Audio,

    /// <summary>A picture: a <see cref="MediaReference"/>.</summary>
    Image,

    /// <summary>A film: a <see cref="MediaReference"/>.</summary>
    Video,

    /// <summary>An instant as ISO 8601 text.</summary>
    Datetime,

    /// <summary>A place as geohash text.</summary>
    Geohash,

    /// <summary>Another item: an <see cref="ItemReference"/>.</summary>
    RelatedItem,

    /// <summary>An http or https URL; text.</summary>
    Url,

    /// <summary>The id of a policy; text.</summary>
    PolicyId,

    /// <summary>An IPv4 or IPv6 address; text.</summary>
    IpAddress,

    /// <summary>An e-mail address; text.</summary>
    EmailAddress,

    /// <summary>A picture, sound or film told apart by its URL: a <see cref="MediaReference"/>.</summary>
    Media,
}

/// <summary>How a field holds many values.</summary>
public enum ContainerType
{
    /// <summary>A list.</summary>
    Array,

    /// <summary>Keys with values. Only the values are measured.</summary>
    Map,
}

/// <summary>What an item is.</summary>
public enum ItemTypeKind
{
    /// <summary>Something somebody made: a post, a message, a listing.</summary>
    Content,

    /// <summary>A conversation that holds content.</summary>
    Thread,

    /// <summary>Somebody.</summary>
    User,
}

/// <summary>What a piece of media is, told from its URL's extension.</summary>
public enum MediaKind
{
    /// <summary>Cannot be told.</summary>
    Unknown,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>A film.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,
}

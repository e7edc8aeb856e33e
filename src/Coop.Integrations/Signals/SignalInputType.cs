namespace Coop.Integrations;

/// <summary>What a signal accepts: one of the <see cref="ScalarType"/>s, with the same numeric value, or a whole item.</summary>
public enum SignalInputType
{
    /// <summary><see cref="ScalarType.UserId"/>.</summary>
    UserId = ScalarType.UserId,

    /// <summary><see cref="ScalarType.Id"/>.</summary>
    Id = ScalarType.Id,

    /// <summary><see cref="ScalarType.String"/>.</summary>
    String = ScalarType.String,

    /// <summary><see cref="ScalarType.Boolean"/>.</summary>
    Boolean = ScalarType.Boolean,

    /// <summary><see cref="ScalarType.Number"/>.</summary>
    Number = ScalarType.Number,

    /// <summary><see cref="ScalarType.Audio"/>.</summary>
    Audio = ScalarType.Audio,

    /// <summary><see cref="ScalarType.Image"/>.</summary>
    Image = ScalarType.Image,

    /// <summary><see cref="ScalarType.Video"/>.</summary>
    Video = ScalarType.Video,

    /// <summary><see cref="ScalarType.Datetime"/>.</summary>
    Datetime = ScalarType.Datetime,

    /// <summary><see cref="ScalarType.Geohash"/>.</summary>
    Geohash = ScalarType.Geohash,

    /// <summary><see cref="ScalarType.RelatedItem"/>.</summary>
    RelatedItem = ScalarType.RelatedItem,

    /// <summary><see cref="ScalarType.Url"/>.</summary>
    Url = ScalarType.Url,

    /// <summary><see cref="ScalarType.PolicyId"/>.</summary>
    PolicyId = ScalarType.PolicyId,

    /// <summary><see cref="ScalarType.IpAddress"/>.</summary>
    IpAddress = ScalarType.IpAddress,

    /// <summary><see cref="ScalarType.EmailAddress"/>.</summary>
    EmailAddress = ScalarType.EmailAddress,

    /// <summary><see cref="ScalarType.Media"/>.</summary>
    Media = ScalarType.Media,

    /// <summary>A whole item.</summary>
    FullItem = 100,
}

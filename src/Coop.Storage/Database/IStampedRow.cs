namespace Coop.Storage.Database;

/// <summary>A setting with a table of its own, which carries what every setting carries.</summary>
internal interface IStampedRow
{
    string Version { get; set; }

    DateTimeOffset ChangedAt { get; set; }

    /// <summary>The id of the person or API key that made it so; empty when nobody in particular did.</summary>
    string ChangedBy { get; set; }
}

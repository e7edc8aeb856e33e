namespace Coop.Server.Access;

/// <summary>How closely an open page is looked after.</summary>
internal sealed class SessionWatchOptions
{
    /// <summary>So long a page at which nobody does anything may still show what it showed when its session is over.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(10);
}

namespace Coop.Server.Submissions;

/// <summary>The section <c>Submissions</c> of the configuration, such as <c>Submissions__AtOnce=64</c> in the environment.</summary>
internal sealed class SubmissionOptions
{
    /// <summary>Items being decided at once by the queue's worker.</summary>
    public int AtOnce { get; set; } = 32;

    /// <summary>How long a crashed server's claims stay untouched. Renewed while an item is being decided.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how many unexpected failures an item is parked.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>The wait after the first unexpected failure; it doubles with each further one.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(1);

    public static SubmissionOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Submissions").Get<SubmissionOptions>() ?? new SubmissionOptions();
        return options is { AtOnce: > 0, Attempts: > 0, FirstWait.Ticks: > 0, Lease.TotalMilliseconds: >= 100 }
            ? options
            : throw new InvalidOperationException(
                "The configuration section Submissions is wrong: AtOnce, Attempts and FirstWait must be above zero, and Lease at least 00:00:00.1.");
    }
}

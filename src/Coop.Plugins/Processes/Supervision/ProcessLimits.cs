namespace Coop.Plugins.Processes.Supervision;

/// <summary>How processes are watched.</summary>
internal sealed record ProcessLimits
{
    public static ProcessLimits Default { get; } = new();

    /// <summary>The most memory of one process, unless its entry says otherwise.</summary>
    public int MemoryMb { get; init; } = 512;

    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A process that does not answer a ping for so long hangs.</summary>
    public TimeSpan PingLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a process has to leave when asked to.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many ends within <see cref="CrashWindow"/> are too many.</summary>
    public int MostCrashes { get; init; } = 5;

    public TimeSpan CrashWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Before the second restart in a row; doubled for each further one. The first restart comes at once.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After the first quarantine it is tried again; each further quarantine in a row is twice as long.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestQuarantine { get; init; } = TimeSpan.FromMinutes(10);
}

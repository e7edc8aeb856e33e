namespace Coop.Engine.Flow;

/// <summary>How much is under way at once, how long things may take, and when it is too much.</summary>
public sealed class FlowOptions
{
    private static readonly TimeSpan LongestInOutage = TimeSpan.FromSeconds(5);

    /// <summary>Items being evaluated at once, by all organisations together. Most of them wait for a signal.</summary>
    public int AtOnce { get; set; } = 1024;

    /// <summary>Items of one organisation being evaluated at once, however much room there is.</summary>
    public int AtOncePerOrg { get; set; } = 256;

    /// <summary>Threads that think at once; 0 for as many as there are cores. Waiting for a signal takes none.</summary>
    public int Thinkers { get; set; }

    /// <summary>Items in memory at once, waiting or being evaluated; what is beyond waits on the disk. A 32nd of it is each organisation's whatever others hold, and one batch may be more: then the bytes are the bound.</summary>
    public int InMemory { get; set; } = 4096;

    /// <summary>The same in bytes that they take in memory, about. One batch that is larger than what is left of it may come on top.</summary>
    public long InMemoryBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Bytes of bodies that are being read, parsed and checked at once; in memory they take several times as much. Three quarters hold two of the largest that the server takes.</summary>
    public long ArrivingBytes { get; set; } = 136 * 1024 * 1024;

    /// <summary>How long a body may be waited for before it has to come with <see cref="SendingSpeed"/>: who keeps room that others lack has to be sending.</summary>
    public TimeSpan SendingGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>In bytes a second: the time that a body may be waited for grows with what has arrived of it.</summary>
    public long SendingSpeed { get; set; } = 256 * 1024;

    /// <summary>How long items of a process that ended stay untouched. Renewed while they are held.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how many unexpected failures an item is parked.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>The wait after the first unexpected failure; it doubles with each further one, up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After how many tries alone, each of which the process did not survive, an item is parked.</summary>
    public int LoneAttempts { get; set; } = 3;

    /// <summary>How long at most nothing else is begun beside suspects that are tried together, the wait for what is under way to end before it included; the others have as much time after it. One that is tried alone may take longer.</summary>
    public TimeSpan Alone { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer may be held back while an organisation's items come faster than they are decided.</summary>
    public TimeSpan SlowDown { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A backlog that would take longer than this at the recent pace is not let grow: further items are refused until it is shorter.</summary>
    public TimeSpan LongestBacklog { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>An organisation with no more items waiting than this is never refused, whatever its pace.</summary>
    public int FreeBacklog { get; set; } = 5000;

    /// <summary>How long somebody who saved a setting is kept waiting for it to be in force.</summary>
    public TimeSpan SaveWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A build of an organisation's plan that takes longer is told of, and a few of them take no builder from others any more.</summary>
    public TimeSpan LongBuild { get; set; } = TimeSpan.FromSeconds(5);

    internal TimeSpan WaitAfter(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - 1, 20));
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>When it is the storage that fails: what waits for it goes on soon after it is back, and asking again costs it little.</summary>
    internal TimeSpan WaitInOutage(int failures) => WaitAfter(failures) is var wait && wait < LongestInOutage ? wait : LongestInOutage;

    internal int ThinkersOrCores => Thinkers > 0 ? Thinkers : Environment.ProcessorCount;
}

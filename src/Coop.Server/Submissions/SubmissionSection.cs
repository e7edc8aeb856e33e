using Coop.Engine.Flow;
using Coop.Server.Api;
using Coop.Server.Sections;

namespace Coop.Server.Submissions;

/// <summary>The section <c>Submissions</c> of the configuration, such as <c>Submissions__AtOnce=64</c> in the environment.</summary>
internal static class SubmissionSection
{
    private const string Name = "Submissions";

    // A quarter is kept for small bodies; one of the largest size must fit into the rest.
    private const long LeastArriving = 2 * Kestrel.LargestBody;

    /// <exception cref="SectionMistakeException">With all that is wrong.</exception>
    public static FlowOptions Read(IConfiguration configuration) => Section.Read<FlowOptions>(configuration, Name, Mistakes);

    private static IReadOnlyList<string> Mistakes(FlowOptions options) => new Bounds(Name)
        .Number(nameof(options.AtOnce), options.AtOnce, 1, 100_000)
        .Number(nameof(options.AtOncePerOrg), options.AtOncePerOrg, 1, 100_000)
        .Number(nameof(options.Thinkers), options.Thinkers, 0, 1024)
        .Number(nameof(options.InMemory), options.InMemory, 1, 1_000_000)
        .Number(nameof(options.InMemoryBytes), options.InMemoryBytes, 1, 1L << 40)
        .Number(nameof(options.ArrivingBytes), options.ArrivingBytes, LeastArriving, 1L << 40)
        .Time(nameof(options.SendingGrace), options.SendingGrace, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Number(nameof(options.SendingSpeed), options.SendingSpeed, 1, 1L << 40)
        .Number(nameof(options.Attempts), options.Attempts, 1, 1000)
        .Number(nameof(options.LoneAttempts), options.LoneAttempts, 1, 100)
        .Number(nameof(options.FreeBacklog), options.FreeBacklog, 0, 1_000_000_000)
        .Time(nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Time(nameof(options.FirstWait), options.FirstWait, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
        .Time(nameof(options.LongestWait), options.LongestWait, options.FirstWait, TimeSpan.FromDays(1))
        .Time(nameof(options.Alone), options.Alone, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Time(nameof(options.SlowDown), options.SlowDown, TimeSpan.Zero, TimeSpan.FromSeconds(30))
        .Time(nameof(options.LongestBacklog), options.LongestBacklog, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1))
        .Time(nameof(options.SaveWait), options.SaveWait, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Time(nameof(options.LongBuild), options.LongBuild, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
        .Mistakes;
}

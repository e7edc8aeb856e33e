using Coop.Engine.Flow;

namespace Coop.Server.Submissions;

/// <summary>The section <c>Submissions</c> of the configuration, such as <c>Submissions__AtOnce=64</c> in the environment.</summary>
internal static class SubmissionSection
{
    public static FlowOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Submissions").Get<FlowOptions>() ?? new FlowOptions();
        List<string> wrong = [];
        Above(0, options.AtOnce, nameof(options.AtOnce));
        Above(0, options.AtOncePerOrg, nameof(options.AtOncePerOrg));
        Above(-1, options.Thinkers, nameof(options.Thinkers));
        Above(0, options.InMemory, nameof(options.InMemory));
        Above(0, options.InMemoryBytes, nameof(options.InMemoryBytes));
        Above(0, options.Attempts, nameof(options.Attempts));
        Above(0, options.LoneAttempts, nameof(options.LoneAttempts));
        Above(-1, options.FreeBacklog, nameof(options.FreeBacklog));
        AtLeast(TimeSpan.FromMilliseconds(100), options.Lease, nameof(options.Lease));
        AtLeast(TimeSpan.FromMilliseconds(1), options.FirstWait, nameof(options.FirstWait));
        AtLeast(options.FirstWait, options.LongestWait, nameof(options.LongestWait));
        AtLeast(TimeSpan.Zero, options.Alone, nameof(options.Alone));
        AtLeast(TimeSpan.Zero, options.SlowDown, nameof(options.SlowDown));
        AtLeast(TimeSpan.FromMilliseconds(1), options.LongestBacklog, nameof(options.LongestBacklog));
        AtLeast(TimeSpan.Zero, options.SaveWait, nameof(options.SaveWait));
        return wrong.Count == 0 ? options : throw new InvalidOperationException($"The configuration section Submissions is wrong: {string.Join("; ", wrong)}.");

        void Above(long least, long value, string name)
        {
            if (value <= least)
            {
                wrong.Add($"{name} must be above {least}, and is {value}");
            }
        }

        void AtLeast(TimeSpan least, TimeSpan value, string name)
        {
            if (value < least)
            {
                wrong.Add($"{name} must be at least {least}, and is {value}");
            }
        }
    }
}

using Coop.Server.Sections;

namespace Coop.Server.Web;

/// <summary>The section <c>SignIn</c> of the configuration: attempts from one network address, whatever account they are about.</summary>
internal sealed class AttemptOptions
{
    private const string Name = "SignIn";

    /// <summary>Many at once, for an office behind one address.</summary>
    public int AtOnce { get; set; } = 100;

    /// <summary>After this time one more.</summary>
    public TimeSpan OneMoreAfter { get; set; } = TimeSpan.FromSeconds(6);

    /// <exception cref="SectionMistakeException">With all that is wrong.</exception>
    public static AttemptOptions From(IConfiguration configuration) => Section.Read<AttemptOptions>(configuration, Name, options => new Bounds(Name)
        .Number(nameof(AtOnce), options.AtOnce, 1, 100_000)
        .Time(nameof(OneMoreAfter), options.OneMoreAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1))
        .Mistakes);
}

namespace Coop.Server.Web;

/// <summary>The section <c>SignIn</c> of the configuration: attempts from one network address, whatever account they are about.</summary>
internal sealed class AttemptOptions
{
    /// <summary>Many at once, for an office behind one address.</summary>
    public int AtOnce { get; set; } = 100;

    /// <summary>After this time one more.</summary>
    public TimeSpan OneMoreAfter { get; set; } = TimeSpan.FromSeconds(6);

    public static AttemptOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("SignIn").Get<AttemptOptions>() ?? new AttemptOptions();
        return options is { AtOnce: > 0, OneMoreAfter.Ticks: > 0 }
            ? options
            : throw new InvalidOperationException("The configuration section SignIn is wrong: AtOnce and OneMoreAfter must be above zero.");
    }
}

namespace Coop.Server.Web.Shell;

/// <summary>Which colours this page shows now.</summary>
public sealed class ThemeState(bool isDark, Action changed)
{
    public bool IsDark { get; private set; } = isDark;

    public void Set(bool dark)
    {
        IsDark = dark;
        changed();
    }
}

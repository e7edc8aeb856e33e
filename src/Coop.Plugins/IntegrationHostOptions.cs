using Coop.Plugins.Processes.Supervision;

namespace Coop.Plugins;

/// <summary>Where an <see cref="IntegrationHost"/> finds things. Folders are absolute.</summary>
public sealed record IntegrationHostOptions
{
    /// <summary>The config file, relative to <see cref="WorkingDirectory"/>; null for the environment variable INTEGRATIONS_CONFIG_PATH and then the usual places.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Given instead of a config file: these packages, relative to <see cref="WorkingDirectory"/>, with default settings.</summary>
    public IReadOnlyList<string>? Packages { get; init; }

    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    public string ServerDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>For unpacked .nupkg files and copies of running code. Only this host's user may write there.</summary>
    public string CacheDirectory { get; init; } = DefaultCache();

    /// <summary>For one integration's whole start, unless its entry says otherwise.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a replaced set lives on beyond its longest call, for those who still hold its catalogue.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The Node that runs Node integrations; null for what the environment variable COOP_NODE names, else the one on the PATH.</summary>
    public string? NodeExecutable { get; init; }

    /// <summary>How processes of integrations are watched.</summary>
    internal ProcessLimits Processes { get; init; } = ProcessLimits.Default;

    private static string DefaultCache()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return home.Length > 0 ? Path.Combine(home, "coop", "integrations") : Path.Combine(Path.GetTempPath(), $"coop-{Environment.UserName}", "integrations");
    }
}

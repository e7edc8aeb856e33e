namespace Coop.Plugins.ConfigFile;

/// <summary>Where the config file is, or would be.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsExplicit">True when somebody named the file: then it has to exist.</param>
internal sealed record ConfigFileLocation(string Path, bool IsExplicit)
{
    public const string EnvironmentVariable = "INTEGRATIONS_CONFIG_PATH";
    public const string FileName = "integrations.config.json";

    /// <summary>Everything relative in the file counts from here.</summary>
    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The named file; else the one in the working directory; else the one beside the server.</summary>
    /// <param name="named">From the option or the environment; relative to the working directory.</param>
    public static ConfigFileLocation Find(string? named, string workingDirectory, string serverDirectory)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return new ConfigFileLocation(System.IO.Path.GetFullPath(named, workingDirectory), true);
        }

        var here = System.IO.Path.GetFullPath(FileName, workingDirectory);
        var beside = System.IO.Path.GetFullPath(FileName, serverDirectory);
        return new ConfigFileLocation(!File.Exists(here) && File.Exists(beside) ? beside : here, false);
    }
}

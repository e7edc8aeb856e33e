namespace Coop.Plugins.Processes.Children;

/// <summary>How to start a child: nothing of this host's environment goes to it but what is listed here.</summary>
/// <param name="MemoryMb">The most memory it may have; null for no cap.</param>
/// <param name="WritesFiles">Whether it may write to any file at all. Pipes and sockets are none.</param>
internal sealed record ChildLaunch(
    string Executable,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    int? MemoryMb,
    bool WritesFiles = true)
{
    /// <summary>What a child may inherit: where it is in the world and whom it trusts. No credentials live in these.</summary>
    private static readonly string[] Inherited = ["TZ", "LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "SystemRoot"];

    /// <summary>The environment of a child that lives in a folder of its own.</summary>
    public static Dictionary<string, string> EnvironmentIn(string folder)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder, ["TMPDIR"] = folder };
        foreach (var name in Inherited)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        return environment;
    }
}

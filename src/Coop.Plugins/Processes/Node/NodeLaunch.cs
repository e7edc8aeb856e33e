using System.Text.Json;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Loading.Checks;
using Coop.Plugins.Packages;
using Coop.Plugins.Processes.Children;

namespace Coop.Plugins.Processes.Node;

/// <summary>How a Node package is started: which Node, under which permissions, with which helpers.</summary>
internal sealed class NodeLaunch(NodeInstallation node, string packageRoot, IReadOnlySet<EntryPermission> permissions, int memoryMb, string workFolder)
{
    /// <summary>The names under which the TypeScript contract publishes its run-time helpers.</summary>
    private static readonly string[] Helpers = ["@roostorg/types", "@roostorg/coop-types"];

    private static readonly string RunnerFolder = RealPath.Of(Path.Combine(AppContext.BaseDirectory, "node"));

    private readonly string _root = RealPath.Of(packageRoot);

    /// <summary>Absolute, links resolved: where Node looks from.</summary>
    public string Root => _root;

    public ChildLaunch Make()
    {
        var environment = ChildLaunch.EnvironmentIn(workFolder);
        if (permissions.Contains(EntryPermission.ChildProcesses) && Environment.GetEnvironmentVariable("PATH") is { } path)
        {
            environment["PATH"] = path;
        }

        return new ChildLaunch(
            node.Executable,
            [
                .. HelperFlags(),
                node.PermissionFlag,
                .. ReadableFolders().Select(folder => $"--allow-fs-read={folder}{Path.DirectorySeparatorChar}"),
                .. PermissionFlags(),
                // The rest of the memory is for what lies outside the JavaScript heap: Buffers, code, stacks.
                $"--max-old-space-size={Math.Max(32, memoryMb * 3 / 4)}",
                "--disable-warning=ExperimentalWarning",
                "--disable-warning=SecurityWarning",
                Path.Combine(RunnerFolder, "runner.mjs"),
            ],
            environment,
            workFolder,
            memoryMb + OutsideHeapMb,
            // The permission model does not cover what Node and V8 write by themselves, such as traces.
            WritesFiles: permissions.Contains(EntryPermission.ChildProcesses) || permissions.Contains(EntryPermission.Addons));
    }

    /// <summary>What Node maps for itself before the first line of JavaScript: stacks of its threads and the heap it sets aside.</summary>
    private const int OutsideHeapMb = 256;

    /// <summary>The runner, the package, and every <c>node_modules</c> that Node would look into for it: links lead from one to another.</summary>
    private IEnumerable<string> ReadableFolders()
    {
        List<string> folders = [RunnerFolder, _root, workFolder];
        foreach (var start in new[] { _root, Path.GetFullPath(packageRoot) }.Distinct())
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var modules = folder.Name == "node_modules" ? folder.FullName : Path.Combine(folder.FullName, "node_modules");
                if (Directory.Exists(modules))
                {
                    folders.Add(RealPath.Of(modules));
                }
            }
        }

        return folders.Distinct();
    }

    private IEnumerable<string> PermissionFlags()
    {
        if (permissions.Contains(EntryPermission.ChildProcesses))
        {
            yield return "--allow-child-process";
        }

        if (permissions.Contains(EntryPermission.Workers))
        {
            yield return "--allow-worker";
        }

        if (permissions.Contains(EntryPermission.Addons))
        {
            yield return "--allow-addons";
        }

        if (node.GuardsNetwork)
        {
            yield return "--allow-net";
        }
    }

    /// <summary>On Node 20 a policy file redirects the helpers' names that the package cannot resolve; later versions do it in the runner.</summary>
    private IEnumerable<string> HelperFlags()
    {
        var missing = node.HasHooks ? [] : Helpers.Where(name => NodeModules.Find(_root, name) is null).ToList();
        if (missing.Count == 0)
        {
            yield break;
        }

        var file = Path.Combine(workFolder, "policy.json");
        File.WriteAllBytes(file, Policy(missing));
        yield return $"--experimental-policy={file}";
    }

    private byte[] Policy(IReadOnlyList<string> missing)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("scopes");
            Scope(json, "file:///", () => json.WriteBoolean("dependencies", true));
            foreach (var folder in ReadableFolders().Where(folder => folder != RunnerFolder))
            {
                Scope(json, Url(folder) + "/", () =>
                {
                    json.WriteStartObject("dependencies");
                    foreach (var name in missing)
                    {
                        json.WriteStartObject(name);
                        json.WriteString("import", Url(Path.Combine(RunnerFolder, "supplied", "index.mjs")));
                        json.WriteString("require", Url(Path.Combine(RunnerFolder, "supplied", "index.cjs")));
                        json.WriteEndObject();
                    }

                    json.WriteEndObject();
                });
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Scope(Utf8JsonWriter json, string url, Action dependencies)
    {
        json.WriteStartObject(url);
        json.WriteBoolean("integrity", true);
        json.WriteBoolean("cascade", true);
        dependencies();
        json.WriteEndObject();
    }

    private static string Url(string path) => new Uri(path).AbsoluteUri;
}

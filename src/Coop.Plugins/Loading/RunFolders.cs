namespace Coop.Plugins.Loading;

/// <summary>
/// Folders that live as long as something that runs: copies of assemblies, so that the originals can be replaced meanwhile, and checked logos. One folder
/// for each host, marked by a locked file; what a host that was killed left behind, the next one removes.
/// </summary>
internal sealed class RunFolders : IDisposable
{
    private const string LockName = ".lock";

    private readonly string _mine;
    private readonly FileStream _lock;
    private int _last;

    public RunFolders(string cacheDirectory)
    {
        var all = Directory.CreateDirectory(Path.Combine(cacheDirectory, "running"));
        foreach (var left in all.GetDirectories().Where(IsAbandoned))
        {
            Delete(left.FullName);
        }

        _mine = Path.Combine(all.FullName, Path.GetRandomFileName());
        Directory.CreateDirectory(_mine);
        _lock = new FileStream(Path.Combine(_mine, LockName), FileMode.Create, FileAccess.Write, FileShare.None);
    }

    public string New() => Directory.CreateDirectory(Path.Combine(_mine, Interlocked.Increment(ref _last).ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName;

    /// <summary>A file that is still mapped cannot be deleted everywhere; the next host tries again.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Delete(_mine);
    }

    /// <summary>A folder without its lock file is one that another host is about to lock.</summary>
    private static bool IsAbandoned(DirectoryInfo folder)
    {
        try
        {
            using var held = new FileStream(Path.Combine(folder.FullName, LockName), FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

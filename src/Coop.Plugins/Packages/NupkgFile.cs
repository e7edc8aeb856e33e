using System.IO.Compression;
using System.Security.Cryptography;
using Coop.Engine.Integrations;
using NuGet.Packaging;

namespace Coop.Plugins.Packages;

/// <summary>A .nupkg file: unpacked once into a folder named by its content, so that the same bytes are never unpacked twice and a changed file is another folder.</summary>
internal sealed class NupkgFile(string cacheDirectory)
{
    private const long MostUnpacked = 1L << 30;

    public PackageSearch Open(string file, PackageStore store)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var folder = Path.Combine(cacheDirectory, "packages", Convert.ToHexStringLower(SHA256.HashData(bytes)));
            if (!Directory.Exists(folder) && Unpack(bytes, folder) is { } escaping)
            {
                return PackageSearch.Invalid(
                    IntegrationCodes.UnsafePackage, $"{file} is refused: its member \"{escaping}\" would be written outside the package's folder. Do not install it; ask where it came from.");
            }

            using var reader = new PackageFolderReader(folder);
            return store.Open(folder, reader.NuspecReader.GetId());
        }
        catch (Exception e) when (e is InvalidDataException or NuGet.Packaging.Core.PackagingException or IOException or UnauthorizedAccessException)
        {
            return PackageSearch.Invalid(IntegrationCodes.NotAPackage, $"{file} is not a readable NuGet package: {e.Message}");
        }
    }

    /// <returns>Null when done; else the name of a member that is not inside the package, and nothing was left behind.</returns>
    private static string? Unpack(byte[] bytes, string folder)
    {
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(folder)!).FullName;
        var unfinished = Path.Combine(parent, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            var left = MostUnpacked;
            foreach (var entry in zip.Entries)
            {
                var target = Path.GetFullPath(Path.Combine(unfinished, Uri.UnescapeDataString(entry.FullName).Replace('\\', '/')));
                if (!target.StartsWith(unfinished + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                {
                    return entry.FullName;
                }

                if (entry.Name.Length > 0)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    left = Extract(entry, target, left);
                }
            }

            MoveInto(unfinished, folder);
            return null;
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    /// <summary>Counts what is written, not what the archive says of itself.</summary>
    /// <returns>How much the members after it may have.</returns>
    private static long Extract(ZipArchiveEntry entry, string target, long left)
    {
        using var from = entry.Open();
        using var to = File.Create(target);
        var buffer = new byte[1 << 16];
        var isTooLarge = entry.Length > left;
        while (!isTooLarge && from.Read(buffer) is > 0 and var read)
        {
            left -= read;
            isTooLarge = left < 0;
            to.Write(buffer.AsSpan(0, read));
        }

        return isTooLarge ? throw new InvalidDataException($"It unpacks to more than {MostUnpacked >> 20} MiB.") : left;
    }

    private static void MoveInto(string unfinished, string folder)
    {
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another host unpacked the same bytes meanwhile.
        }
    }
}

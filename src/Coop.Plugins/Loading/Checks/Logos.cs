using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Packages;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading.Checks;

/// <summary>The logo files, copied out of the package once they are checked, so that nobody can swap them afterwards.</summary>
/// <param name="Plain">Absolute; null when there is none.</param>
internal sealed record Logos(string? Plain, string? WithBackground)
{
    private const int LargestLogo = 1 << 20;

    public static Logos None { get; } = new(null, null);

    public static Logos Check(IntegrationManifest manifest, LocatedPackage package, string workFolder, Findings findings) => new(
        Take(manifest.LogoPath, "logoPath", package, workFolder, findings),
        Take(manifest.LogoWithBackgroundPath, "logoWithBackgroundPath", package, workFolder, findings));

    private static string? Take(string? written, string member, LocatedPackage package, string workFolder, Findings findings)
    {
        if (written is null)
        {
            return null;
        }

        var path = $"manifest.{member}";
        try
        {
            if (Find(written, path, package, findings) is not { } file)
            {
                return null;
            }

            var content = Read(file);
            if (content is null)
            {
                findings.Add(ManifestCodes.LogoTooLarge, path, $"{path} \"{Findings.Shown(written)}\" is larger than 1 MiB. Ship a smaller image; about 180 x 180 pixels are shown.");
                return null;
            }

            if (ImageKind.ExtensionOf(content) is not { } extension)
            {
                findings.Add(ManifestCodes.LogoNotAnImage, path, $"{path} \"{Findings.Shown(written)}\" is not an image by its content. Ship a PNG, JPEG, GIF, WebP or SVG file.");
                return null;
            }

            var copy = Path.Combine(workFolder, member + extension);
            File.WriteAllBytes(copy, content);
            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            findings.Warn(ManifestCodes.LogoUnreadable, path, $"{path} \"{Findings.Shown(written)}\" cannot be read: {e.Message}");
            return null;
        }
    }

    /// <summary>The file, with every link followed, if it lies inside the package.</summary>
    private static string? Find(string written, string path, LocatedPackage package, Findings findings)
    {
        foreach (var root in new[] { package.Root, package.CodeFolder }.Distinct())
        {
            var named = Path.GetFullPath(Path.Combine(root, written.Replace('\\', '/')));
            if (!RealPath.IsInside(named, root))
            {
                findings.Add(ManifestCodes.LogoOutside, path, $"{path} \"{Findings.Shown(written)}\" leads out of the package. It must be relative to the package's root and stay inside.");
                return null;
            }

            if (!File.Exists(named))
            {
                continue;
            }

            var real = RealPath.Of(named);
            if (!RealPath.IsInside(real, RealPath.Of(root)))
            {
                findings.Add(ManifestCodes.LogoOutside, path, $"{path} \"{Findings.Shown(written)}\" is a link that leads out of the package. Ship the image itself.");
                return null;
            }

            return real;
        }

        findings.Warn(ManifestCodes.LogoMissing, path, $"{path} names \"{Findings.Shown(written)}\", which is not in the package. The integration is shown without it.");
        return null;
    }

    private static byte[]? Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[LargestLogo + 1];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return read > LargestLogo ? null : buffer[..read];
    }
}

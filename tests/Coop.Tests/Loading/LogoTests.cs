using Coop.Engine.Integrations;

namespace Coop.Tests.Loading;

/// <summary>P25 and D-06: a logo comes out of the package or not at all.</summary>
public sealed class LogoTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private readonly LoadedFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("assets/../../secret.png")]
    [InlineData("..\\\\secret.png")]
    [InlineData("/etc/hostname")]
    public async Task P25_a_path_out_of_the_package_is_refused(string path)
    {
        File.WriteAllBytes(_folder.Folder["secret.png"], Png);

        Refused(await LoadAsync(path), "manifest.logo-outside", "leads out of the package");
    }

    [Fact]
    public async Task P25_a_link_out_of_the_package_is_refused()
    {
        File.WriteAllBytes(_folder.Folder["secret.png"], Png);
        File.CreateSymbolicLink(_folder.Folder["bad/logo.png"], _folder.Folder["secret.png"]);

        Refused(await LoadAsync("logo.png"), "manifest.logo-outside", "a link that leads out of the package");
    }

    [Fact]
    public async Task P25_a_linked_folder_on_the_way_out_is_refused()
    {
        File.WriteAllBytes(_folder.Folder["secrets/logo.png"], Png);
        Directory.CreateSymbolicLink(_folder.Folder["bad/assets"], Path.Combine("..", "secrets"));

        Refused(await LoadAsync("assets/logo.png"), "manifest.logo-outside", "a link that leads out of the package");
    }

    [Fact]
    public async Task A_link_within_the_package_is_followed()
    {
        File.WriteAllBytes(_folder.Folder["bad/assets/real.png"], Png);
        File.CreateSymbolicLink(_folder.Folder["bad/logo.png"], Path.Combine("assets", "real.png"));

        Assert.Equal(Png, await File.ReadAllBytesAsync((await LoadAsync("logo.png")).LogoFile!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_logo_over_one_MiB_is_refused()
    {
        File.WriteAllBytes(_folder.Folder["bad/logo.png"], [.. Png, .. new byte[1 << 20]]);

        Refused(await LoadAsync("logo.png"), "manifest.logo-too-large", "larger than 1 MiB");
    }

    [Fact]
    public async Task A_logo_that_is_no_image_whatever_its_name_is_refused()
    {
        _folder.Folder.Write("bad/logo.png", "<html><script>alert(1)</script></html>");

        Refused(await LoadAsync("logo.png"), "manifest.logo-not-an-image", "not an image by its content");
    }

    [Fact]
    public async Task P25_a_missing_logo_is_a_warning_and_leaves_none()
    {
        var integration = await LoadAsync("gone.png");

        Assert.Equal(IntegrationState.Active, integration.State);
        Assert.Null(integration.LogoFile);
        Assert.Contains(integration.Problems, problem => problem is { IsWarning: true, Code: "manifest.logo-missing", Path: "manifest.logoPath" });
    }

    [Fact]
    public async Task A_logo_that_cannot_be_read_is_a_warning_and_leaves_none()
    {
        // No file system can have such a name; in the plugin's source it is written with an escape.
        var integration = await LoadAsync("logo\\0.png");

        Assert.Equal(IntegrationState.Active, integration.State);
        Assert.Null(integration.LogoFile);
        Assert.Contains(integration.Problems, problem => problem is { IsWarning: true, Code: "manifest.logo-unreadable", Path: "manifest.logoPath" });
    }

    [Fact]
    public async Task D06_a_checked_logo_is_a_copy_named_by_its_content_that_nobody_can_swap()
    {
        var original = _folder.Folder["bad/logo.txt"];
        File.WriteAllBytes(original, Png);
        var integration = await LoadAsync("logo.txt");

        File.Delete(original);

        Assert.Equal(".png", Path.GetExtension(integration.LogoFile));
        Assert.True(Path.IsPathFullyQualified(integration.LogoFile!));
        Assert.Equal(Png, await File.ReadAllBytesAsync(integration.LogoFile!, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", ".svg")]
    [InlineData("<?xml version=\"1.0\"?><!-- c --><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", ".svg")]
    [InlineData("GIF89a.....", ".gif")]
    [InlineData("RIFF1234WEBP....", ".webp")]
    public async Task An_image_is_told_from_its_content(string content, string extension)
    {
        _folder.Folder.Write("bad/logo", content);

        Assert.Equal(extension, Path.GetExtension((await LoadAsync("logo")).LogoFile));
    }

    private Task<Integration> LoadAsync(string logoPath)
    {
        _folder.Add("bad", new PluginSource { ManifestMembers = $"LogoPath = \"{logoPath}\"," });
        return _folder.LoadAmongGoodOnesAsync("./bad");
    }

    private static void Refused(Integration integration, string code, string says)
    {
        Assert.Equal(IntegrationState.Invalid, integration.State);
        Assert.Null(integration.LogoFile);
        var problem = integration.Problems.Single(problem => !problem.IsWarning);
        Assert.Equal((code, "manifest.logoPath"), (problem.Code, problem.Path));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }
}

using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Plugins.Packages;
using Coop.Tests.Support;

namespace Coop.Tests.Packages;

/// <summary>Why a package is not installed or not removed, by the code that scripts rely on.</summary>
public sealed class PackageInstallationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_no_package_is_not_installable() => Assert.Equal(["package.not-installable"], Codes(await Installation().AddAsync("nuget:Acme.Coop", Cancel)));

    [Fact]
    public async Task What_does_not_load_is_told_with_its_reasons() => Assert.Equal(
        ["package.does-not-load", "integration.not-found"], Codes(await Installation().AddAsync("./nowhere", Cancel)));

    /// <summary>npm refuses a broken package.json by itself, without asking any registry.</summary>
    [Fact]
    public async Task What_npm_cannot_do_is_told()
    {
        _folder.Write("package.json", "{ broken");
        Assert.Equal(["package.not-installed"], Codes(await Installation().AddAsync("npm:left-pad@1.0.0", Cancel)));

        _folder.Write("integrations.config.json", """{ "integrations": [ { "package": "npm:left-pad" } ] }""");
        _folder.Write("node_modules/left-pad/package.json", """{ "name": "left-pad", "version": "1.0.0" }""");
        Assert.Equal(["package.not-uninstalled"], Codes(await Installation().RemoveAsync("npm:left-pad", Cancel)));
    }

    [Fact]
    public async Task What_is_not_listed_is_not_removed() => Assert.Equal(["package.not-listed"], Codes(await Installation().RemoveAsync("./nowhere", Cancel)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PackageInstallation Installation() => new(_folder["integrations.config.json"], _folder.Root, (package, _, _) => Task.FromResult(new Integration
    {
        Package = package,
        State = IntegrationState.NotFound,
        Problems = [new IntegrationProblem(IntegrationCodes.NotFound, "It is not there.")],
    }));

    private static IEnumerable<string> Codes<T>(Result<T> result) => result.Problems.Select(problem => problem.Code);
}

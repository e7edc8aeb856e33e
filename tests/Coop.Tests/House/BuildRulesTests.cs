using System.Diagnostics;
using Coop.Tests.Support;

namespace Coop.Tests.House;

/// <summary>The rules the build itself enforces, each seen to refuse a planted violation in a copy of the build files.</summary>
public sealed class BuildRulesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public BuildRulesTests()
    {
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig", "eng/BannedSymbols.txt" })
        {
            File.Copy(Repo.PathOf(file), _folder[file]);
        }
    }

    [Fact]
    public void MAP001_refuses_a_room_without_a_row()
    {
        Plant("src/Coop.Common/Coop.Common.csproj", "");
        Refuses("MAP001", "src/Coop.Common/Coop.Common.csproj", "-t:CheckReferenceMap");
    }

    [Fact]
    public void MAP002_refuses_a_reference_the_map_does_not_list()
    {
        Plant("src/Coop.Storage/Coop.Storage.csproj", """<ItemGroup><ProjectReference Include="../Coop.Plugins/Coop.Plugins.csproj" /></ItemGroup>""");
        Refuses("MAP002", "src/Coop.Storage/Coop.Storage.csproj", "-t:CheckReferenceMap");
    }

    [Fact]
    public void MAP002_refuses_an_integration_that_looks_into_the_host()
    {
        Plant("integrations/Acme/Acme.csproj", """<ItemGroup><ProjectReference Include="../../src/Coop.Engine/Coop.Engine.csproj" /></ItemGroup>""");
        Refuses("MAP002", "integrations/Acme/Acme.csproj", "-t:CheckReferenceMap");
    }

    [Fact]
    public void A_build_order_reference_is_no_reference()
    {
        Plant("src/Coop.Storage/Coop.Storage.csproj",
            """<ItemGroup><ProjectReference Include="../Coop.Plugins/Coop.Plugins.csproj" ReferenceOutputAssembly="false" /></ItemGroup>""");
        Assert.Equal(0, Build("src/Coop.Storage/Coop.Storage.csproj", "-t:CheckReferenceMap").ExitCode);
    }

    [Fact]
    public void The_clock_and_an_undeclared_public_symbol_are_refused()
    {
        Plant("src/Coop.Integrations/Coop.Integrations.csproj",
            """<ItemGroup><PackageReference Include="Microsoft.CodeAnalysis.PublicApiAnalyzers" PrivateAssets="all" /></ItemGroup>""");
        _folder.Write("src/Coop.Integrations/PublicAPI.Shipped.txt", "#nullable enable\n");
        _folder.Write("src/Coop.Integrations/PublicAPI.Unshipped.txt", "#nullable enable\n");
        _folder.Write("src/Coop.Integrations/Planted.cs", "namespace Coop.Integrations;\n\npublic static class Planted\n{\n    public static System.DateTime Clock => System.DateTime.UtcNow;\n}\n");
        var (exitCode, output) = Build("src/Coop.Integrations/Coop.Integrations.csproj", "-restore");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("RS0030", output);
        Assert.Contains("RS0016", output);
    }

    public void Dispose() => _folder.Dispose();

    private void Plant(string path, string body) => _folder.Write(path, $"""<Project Sdk="Microsoft.NET.Sdk">{body}</Project>""");

    private void Refuses(string code, string project, string argument)
    {
        var (exitCode, output) = Build(project, argument);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(code, output);
    }

    private (int ExitCode, string Output) Build(string project, string argument)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", _folder[project], "-nologo", "-nodeReuse:false", argument])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.Root,
        };
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return (build.ExitCode, output);
    }
}

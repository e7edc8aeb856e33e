using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Plugins.Packages;

[DisplayName("Installing a package")]
internal static class PackageCodes
{
    public static ProblemCode DoesNotLoad { get; } = new(
        "package.does-not-load",
        "The package was fetched but does not load; it was not added.",
        "Read the reasons beside it.");

    public static ProblemCode NotInstallable { get; } = new("package.not-installable", "The package cannot be installed.", "Read the message.");

    public static ProblemCode NotInstalled { get; } = new("package.not-installed", "The package is not installed.", "Install it with `coop add`.");

    public static ProblemCode NotListed { get; } = new("package.not-listed", "The config file does not list it.", "Check the name.");

    public static ProblemCode NotUninstalled { get; } = new("package.not-uninstalled", "The package could not be removed.", "Read the message.");
}

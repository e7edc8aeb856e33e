using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Plugins.ConfigFile;

namespace Coop.Plugins.Packages;

/// <summary>
/// Installs a package beside the config file and lists it there, or takes it out again. All or nothing: a package that does not load is not listed,
/// and what was installed for it is removed.
/// </summary>
public sealed class PackageInstallation
{
    private readonly ConfigFileLocation _location;
    private readonly Func<string, string, CancellationToken, Task<Integration>> _load;

    /// <param name="configPath">The config file; null for the usual places. It is made when there is none.</param>
    /// <param name="workingDirectory">Absolute.</param>
    /// <param name="load">Loads a package, relative to a folder, as a host would.</param>
    public PackageInstallation(string? configPath, string workingDirectory, Func<string, string, CancellationToken, Task<Integration>> load)
    {
        var named = configPath ?? Environment.GetEnvironmentVariable(ConfigFileLocation.EnvironmentVariable);
        _location = ConfigFileLocation.Find(named, workingDirectory, workingDirectory);
        _load = load;
    }

    /// <summary>Absolute path of the config file.</summary>
    public string ConfigFile => _location.Path;

    /// <param name="written">A path, or an npm package with an optional version: <c>@scope/name@^2</c>, <c>npm:name@2.0.1</c>, <c>name</c>.</param>
    /// <param name="cancellationToken">Stops npm as well.</param>
    public async Task<Result<Integration>> AddAsync(string written, CancellationToken cancellationToken)
    {
        if (!Read().TryGet(out var config))
        {
            return Result<Integration>.Refused(Read().Problems);
        }

        var (package, npm) = Split(written);
        if (package is null)
        {
            return InstallationProblems.NotInstallable(written);
        }

        var isListed = config.Entries.Any(entry => entry.Package == package);
        var wasInstalled = npm is not null && Directory.Exists(Path.Combine(_location.Directory, "node_modules", npm.Name));
        Directory.CreateDirectory(_location.Directory);
        if (npm is not null && await NpmClient.InstallAsync(_location.Directory, npm.NameAndRange, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return InstallationProblems.NotInstalled(written, refusal);
        }

        var integration = await _load(package, _location.Directory, cancellationToken).ConfigureAwait(false);
        if (integration.State is not (IntegrationState.Active or IntegrationState.RuntimeMissing))
        {
            if (npm is not null && !wasInstalled)
            {
                await NpmClient.UninstallAsync(_location.Directory, npm.Name, cancellationToken).ConfigureAwait(false);
            }

            return InstallationProblems.DoesNotLoad(package, integration);
        }

        if (!isListed)
        {
            Write(ConfigFileEdit.Add(ReadText(), package));
        }

        return integration;
    }

    /// <returns>What was taken out of the config file.</returns>
    public async Task<Result<string>> RemoveAsync(string written, CancellationToken cancellationToken)
    {
        if (!Read().TryGet(out var config))
        {
            return Result<string>.Refused(Read().Problems);
        }

        var (package, npm) = Split(written);
        var listed = config.Entries.Select(entry => entry.Package).ToList();
        if ((listed.Contains(written) ? written : package) is not { } entry || !listed.Contains(entry))
        {
            return InstallationProblems.NotListed(written, _location.Path, listed);
        }

        // The entry goes first: a host that reloads in between must not find an entry without its package.
        Write(ConfigFileEdit.Remove(ReadText(), entry));
        if (npm is not null && Directory.Exists(Path.Combine(_location.Directory, "node_modules", npm.Name))
            && await NpmClient.UninstallAsync(_location.Directory, npm.Name, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return InstallationProblems.NotUninstalled(entry, refusal);
        }

        return entry;
    }

    private Result<IntegrationsConfig> Read() => ConfigFileReader.Read(_location with { IsExplicit = false });

    private string ReadText() => File.Exists(_location.Path) ? File.ReadAllText(_location.Path) : ConfigFileEdit.Empty;

    private void Write(string text)
    {
        var draft = _location.Path + ".new";
        File.WriteAllText(draft, text);
        File.Move(draft, _location.Path, overwrite: true);
    }

    /// <summary>The entry's package and, for an npm package, what to ask npm for. A bare name is npm's here: NuGet packages come as files.</summary>
    private static (string? Package, NpmRequest? Npm) Split(string written)
    {
        var spec = PackageSpec.Parse(written);
        if (spec.Kind == PackageSpecKind.Path)
        {
            return (written, null);
        }

        if (spec.Kind == PackageSpecKind.NuGet)
        {
            return (null, null);
        }

        // The first character may be a scope's.
        var at = spec.Name.Length > 1 ? spec.Name.IndexOf('@', 1) : -1;
        var (name, range) = at > 0 ? (spec.Name[..at], spec.Name[(at + 1)..]) : (spec.Name, "");
        if (!new PackageSpec(PackageSpecKind.Npm, name).IsSafeName || name.StartsWith('-') || range.StartsWith('-') || !range.All(IsOfVersion))
        {
            return (null, null);
        }

        return (name.StartsWith('@') ? name : $"npm:{name}", new NpmRequest(name, range.Length > 0 ? $"{name}@{range}" : name));
    }

    /// <summary>A version, a range or a tag. Addresses, files and aliases are other packages than the name says.</summary>
    private static bool IsOfVersion(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '^' or '~' or '<' or '>' or '=' or '|' or '*' or ' ';

    private sealed record NpmRequest(string Name, string NameAndRange);
}

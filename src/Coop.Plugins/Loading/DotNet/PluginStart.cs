using System.Reflection;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Context;
using Coop.Plugins.Loading.Snapshots;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>One start of one integration: from its assembly to copies of what it says. Runs on a thread of its own.</summary>
internal sealed class PluginStart(LoadAttempt attempt, RunningPlugin running, PluginSurroundings surroundings, string workFolder)
{
    private volatile string _during = "loading its assembly";

    /// <summary>What is being done now, for the reason when it does not end.</summary>
    public string During => _during;

    public LoadAttempt Run()
    {
        try
        {
            return CreatePlugin() is { } plugin ? ReadManifest(plugin) : attempt;
        }
        catch (Exception e)
        {
            return attempt.End(IntegrationState.Faulted, LoadProblems.Threw(Sentence(_during), e));
        }
    }

    /// <summary>Stops what was started and removes what was written.</summary>
    public async Task TakeBackAsync()
    {
        await running.DisposeAsync().ConfigureAwait(false);
        RunFolders.Delete(workFolder);
    }

    /// <returns>Null when the attempt ended.</returns>
    private IIntegrationPlugin? CreatePlugin()
    {
        var entry = attempt.EntryPoint!;
        var package = attempt.Package!;
        var file = package.IsImmutable ? entry.AssemblyFile : CodeCopy.Of(entry.AssemblyFile, Path.Combine(workFolder, "code"));
        var context = running.Context = new PluginLoadContext(
            attempt.Entry.Package, package.BringsDependencies ? new PublishedAssets(file) : new StoredAssets(package));
        var assembly = context.LoadFromAssemblyPath(file);
        var type = Type.GetType(entry.TypeName, context.LoadFromAssemblyName, (from, name, ignoreCase) => (from ?? assembly).GetType(name, false, ignoreCase), throwOnError: false);
        if (UnfitBecause(type) is { } why)
        {
            attempt = attempt.End(IntegrationState.Invalid, LoadProblems.UnfitType(entry.TypeName, why));
            return null;
        }

        _during = "its constructor";
        var plugin = (IIntegrationPlugin)Activator.CreateInstance(
            type!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, null, null)!;
        running.Plugin = plugin;
        return plugin;
    }

    private static string? UnfitBecause(Type? type) => type switch
    {
        null => "is not in it",
        { IsVisible: false } => "is not public",
        { IsAbstract: true } or { IsInterface: true } or { ContainsGenericParameters: true } => "cannot be created",
        _ when !typeof(IIntegrationPlugin).IsAssignableFrom(type) => "does not implement IIntegrationPlugin",
        _ when type.GetConstructor(Type.EmptyTypes) is null => "has no public parameterless constructor",
        _ => null,
    };

    private LoadAttempt ReadManifest(IIntegrationPlugin plugin)
    {
        _during = "Manifest";
        var author = plugin.Manifest;
        if (author is null)
        {
            return attempt.End(
                IntegrationState.Invalid, new IntegrationProblem(ManifestCodes.Null, "Manifest is null. It must describe the integration.", "manifest"));
        }

        var findings = new Findings();
        attempt = attempt with { Manifest = ManifestSnapshot.Of(author, new AuthorCopy("manifest", findings)) };
        attempt = attempt with { Problems = [.. attempt.Problems, .. findings.Problems] };

        _during = "binding the entry's config";
        if (plugin is IStaticConfig bound && BindConfig(bound) is { Count: > 0 } refused)
        {
            return attempt with { Problems = [.. attempt.Problems, .. refused], Started = Started(plugin, null) };
        }

        return CreateSignals(plugin);
    }

    private IReadOnlyList<IntegrationProblem> BindConfig(IStaticConfig plugin)
    {
        var entry = attempt.Entry;
        var errors = plugin.UseConfig(entry.Config);
        return errors is null
            ? [LoadProblems.ConfigRefused(entry, $"{entry.Path}.config", "UseConfig returned null. It must return a list, empty when all is well.")]
            : [.. errors.Take(AuthorCopy.MostElements).Select(error => LoadProblems.ConfigRefused(
                entry, string.IsNullOrEmpty(error?.Key) ? $"{entry.Path}.config" : $"{entry.Path}.config.{error.Key}", error?.Message))];
    }

    private LoadAttempt CreateSignals(IIntegrationPlugin plugin)
    {
        var host = running.Host = new PluginContext(attempt.Manifest!, attempt.Entry.Config, surroundings, new HandedOutSecrets());
        _during = "CreateSignals";
        var authors = plugin.CreateSignals(host);
        if (authors is null)
        {
            attempt = attempt with
            {
                Problems = [.. attempt.Problems, new IntegrationProblem(SignalCodes.NullList, "CreateSignals returned null. It must return a list, empty for none.", "signals")],
            };
            return attempt with { Started = Started(plugin, null) };
        }

        var (signals, findings) = (new List<StartedSignal>(), new Findings());
        foreach (var (i, signal) in authors.Take(AuthorCopy.MostElements).Index())
        {
            if (signal is null)
            {
                findings.Add(SignalCodes.Null, $"signals[{i}]", $"Element {i} of what CreateSignals returned is null. Every element must be a signal.");
                continue;
            }

            _during = $"Descriptor of signal {i}";
            if (DescriptorSnapshot.Of(signal.Descriptor, new AuthorCopy($"signals[{i}]", findings)) is { } descriptor)
            {
                signals.Add(new StartedSignal(signal, descriptor, (signal as IBatchSignal)?.MaxBatchSize ?? 1));
            }
        }

        return attempt with { Problems = [.. attempt.Problems, .. findings.Problems], Started = Started(plugin, signals) };
    }

    private StartedIntegration Started(IIntegrationPlugin plugin, IReadOnlyList<StartedSignal>? signals) =>
        new(signals, plugin as IConnectionTest, plugin as IConfigValidator, running, workFolder);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Plugins.Loading.Checks;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading;

/// <summary>
/// Checks what the started integrations say of themselves and lets them in, in file order. Who fails is stopped, keeps its reasons, and leaves its id and
/// its signals' ids free for others.
/// </summary>
internal sealed class RegisterStep(bool requireModelCards)
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _signalIds = new(StringComparer.Ordinal);

    public async Task<LoadedSet> RunAsync(IReadOnlyList<LoadAttempt> attempts, long revision)
    {
        var integrations = new List<Integration>();
        var running = new List<StartedIntegration>();
        var longest = TimeSpan.Zero;
        foreach (var attempt in attempts)
        {
            var (checkedAttempt, logos) = Check(attempt);
            integrations.Add(Register(checkedAttempt, logos));
            if (checkedAttempt.Ended is null)
            {
                running.Add(checkedAttempt.Started!);
                checkedAttempt.Started!.Running.Admit();
                longest = Limits(checkedAttempt).Timeout * 2 is var limit && limit > longest ? limit : longest;
            }
            else
            {
                await LoadedSet.StopAsync(attempt.Started).ConfigureAwait(false);
            }
        }

        return new LoadedSet(new IntegrationCatalogue(integrations, revision), running, longest);
    }

    private (LoadAttempt Attempt, Logos Logos) Check(LoadAttempt attempt)
    {
        if (attempt.Manifest is not { } manifest)
        {
            return (attempt, Logos.None);
        }

        var findings = new Findings();
        ManifestChecks.Run(manifest, findings);
        ConfigurationFieldChecks.Run(manifest.ConfigurationFields, findings);
        ModelCardChecks.Run(manifest.ModelCard, requireModelCards, findings);
        var logos = attempt is { Package: { } package, Started: { } started } ? Logos.Check(manifest, package, started.WorkFolder, findings) : Logos.None;
        if (attempt.Started?.Signals is { } signals)
        {
            SignalChecks.Run(manifest, [.. signals.Select(signal => signal.Descriptor)], findings);
        }

        var incompatible = ContractRangeCheck.Run(manifest, findings);
        attempt = attempt with { Problems = [.. attempt.Problems, .. findings.Problems] };
        if (attempt.Ended is null && attempt.Problems.All(problem => problem.IsWarning))
        {
            attempt = attempt with { Problems = [.. attempt.Problems, .. Claim(attempt)] };
        }

        return attempt.Ended is null && attempt.Problems.Any(problem => !problem.IsWarning)
            ? (attempt with { Ended = incompatible ? IntegrationState.Incompatible : IntegrationState.Invalid }, logos)
            : (attempt, logos);
    }

    /// <summary>Takes the ids, or says who has them.</summary>
    private List<IntegrationProblem> Claim(LoadAttempt attempt)
    {
        var (id, signals) = (attempt.Manifest!.Id, attempt.Started!.Signals!);
        var taken = new List<IntegrationProblem>();
        if (_ids.TryGetValue(id, out var owner))
        {
            taken.Add(new IntegrationProblem(
                ManifestCodes.DuplicateId,
                $"The id {id} is already that of {owner}, which comes first in the config file. Two integrations with one id would read each other's secrets: remove one of the entries.",
                "manifest.id"));
        }

        foreach (var signal in signals.Where(signal => _signalIds.ContainsKey(signal.Descriptor.Id)))
        {
            taken.Add(new IntegrationProblem(
                SignalCodes.DuplicateId,
                $"The signal id {signal.Descriptor.Id} is already offered by {_signalIds[signal.Descriptor.Id]}, which comes first in the config file. Remove one of the entries, or ask the author for another id.",
                $"signals[{signal.Descriptor.Id}].id"));
        }

        if (taken.Count == 0)
        {
            _ids.Add(id, $"\"{attempt.Entry.Package}\" ({attempt.Entry.Path})");
            foreach (var signal in signals)
            {
                _signalIds.Add(signal.Descriptor.Id, $"{id} (\"{attempt.Entry.Package}\")");
            }
        }

        return taken;
    }

    private static Integration Register(LoadAttempt attempt, Logos logos)
    {
        var integration = new Integration
        {
            Package = attempt.Entry.Package,
            State = attempt.Ended ?? IntegrationState.Active,
            Runtime = attempt.Package?.Runtime ?? IntegrationRuntime.Unknown,
            IsProcess = attempt.Package?.Runtime == IntegrationRuntime.Node || attempt.Entry.Isolation == ConfigFile.Isolation.Process,
            Manifest = attempt.Manifest,
            Problems = attempt.Problems,
        };
        var places = new OrgPlaces();
        return attempt.Ended is not null || attempt is not { Manifest: { } manifest, Started: { } started }
            ? integration
            : integration with
            {
                Signals = [.. started.Signals!.Select(signal =>
                    new CatalogueSignal(signal.Signal, signal.Descriptor, manifest.Id, manifest.Name, Limits(attempt))
                    {
                        IsRemote = integration.IsProcess,
                        Trouble = () => integration.Health.Trouble?.Message,
                        Places = places,
                        MaxBatchSize = signal.MaxBatchSize,
                        SecretKeys = SecretFields.Of(manifest),
                    })],
                ConnectionTest = started.ConnectionTest,
                ConfigValidator = started.ConfigValidator,
                LogoFile = logos.Plain,
                LogoWithBackgroundFile = logos.WithBackground,
            };
    }

    private static SignalLimits Limits(LoadAttempt attempt) =>
        attempt.Entry.Limits.Timeout is { } timeout ? SignalLimits.Default with { Timeout = timeout } : SignalLimits.Default;
}

using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Context;
using Coop.Plugins.Loading;
using Coop.Plugins.Problems;
using Coop.Plugins.Processes.Children;
using Coop.Plugins.Processes.Manifests;
using Coop.Plugins.Processes.Proxies;
using Coop.Plugins.Processes.Supervision;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Starting;

/// <summary>Starts one integration in a process of its own, whatever language its runner is written in, and reads what it says of itself.</summary>
internal sealed class ProcessStart(PluginSurroundings surroundings, ProcessLimits limits, TimeSpan startLimit)
{
    /// <param name="launch">Given the work folder: how to start the runner, and the directory of the package for it.</param>
    public async Task<LoadAttempt> RunAsync(
        LoadAttempt attempt, string workFolder, Func<string, (ChildLaunch Launch, string Directory)> launch, CancellationToken cancellationToken)
    {
        var time = surroundings.Time;
        var secrets = new HandedOutSecrets();
        var log = new CleanLogger(surroundings.Loggers.CreateLogger(attempt.Entry.Package), secrets);
        var process = new SupervisedProcess(
            new ProcessSurroundings(surroundings.Configs, secrets, log, time, limits, startLimit),
            (listener, id, token) =>
            {
                var (child, directory) = launch(workFolder);
                return PluginProcess.StartAsync(child, Parameters(attempt, id, directory), listener, new ChildOutput(log, secrets.Remove, time), token);
            });
        using var limit = new CancellationTokenSource(startLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var said = await process.StartAsync(either.Token).ConfigureAwait(false);
            attempt = Read(attempt, said, process, secrets, workFolder);
            if (attempt.Ended is null)
            {
                return attempt;
            }

            await process.DisposeAsync().ConfigureAwait(false);
        }
        catch (StartFailure failure)
        {
            attempt = attempt.End(failure.State, failure.Problem);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            attempt = attempt.End(IntegrationState.Faulted, ProcessProblems.TimedOut(startLimit, attempt.Entry.Path));
        }
        catch (OperationCanceledException)
        {
            RunFolders.Delete(workFolder);
            throw;
        }
        catch (Exception e)
        {
            attempt = attempt.End(IntegrationState.Faulted, LoadProblems.Unexpected(e));
        }

        RunFolders.Delete(workFolder);
        return attempt with { Started = null };
    }

    private InitializeParams Parameters(LoadAttempt attempt, string? id, string directory) => new(
        Protocol.Version,
        ContractVersion.Current.ToString(3),
        id,
        new WirePackage(attempt.Entry.Package, directory),
        attempt.Entry.Config,
        new WireLimits(
            (long)startLimit.TotalMilliseconds,
            (long)(attempt.Entry.Limits.Timeout ?? Coop.Engine.Signals.SignalLimits.Default.Timeout).TotalMilliseconds,
            Protocol.MaxMessageBytes));

    private LoadAttempt Read(LoadAttempt attempt, InitializeResult said, SupervisedProcess process, HandedOutSecrets secrets, string workFolder)
    {
        var problems = (said.Problems ?? []).Select(problem => ProcessProblems.Said(problem, attempt.Entry)).ToList();
        if (said.Manifest.ValueKind != JsonValueKind.Object)
        {
            return attempt.End(IntegrationState.Invalid, problems.Count > 0 ? problems : [NoManifest]);
        }

        var findings = new Findings();
        var manifest = ManifestReader.Read(said.Manifest, findings);
        // A runner that had something to say against the plugin did not get as far as its signals.
        var signals = problems.Count == 0
            ? (said.Signals ?? []).Select((signal, i) => Signal(DescriptorReader.Read(signal, i, findings), process)).ToList()
            : null;
        process.Use(new PluginContext(manifest, attempt.Entry.Config, surroundings, secrets));
        return attempt with
        {
            Manifest = manifest,
            Problems = [.. attempt.Problems, .. problems, .. findings.Problems],
            Started = new StartedIntegration(
                signals,
                said.Capabilities is { ConnectionTest: true } ? new RemoteConnectionTest(process) : null,
                said.Capabilities is { ConfigValidator: true } ? new RemoteConfigValidator(process) : null,
                process,
                workFolder),
        };
    }

    private static StartedSignal Signal(ReadDescriptor read, SupervisedProcess process) =>
        new(RemoteSignal.Of(process, read.Descriptor, read.MaxBatchSize, read.HasChoices), read.Descriptor, read.MaxBatchSize ?? 1);

    private static IntegrationProblem NoManifest { get; } =
        new(ManifestCodes.NotObject, "The runner found no manifest. The package must export an object with a manifest.", "manifest");
}

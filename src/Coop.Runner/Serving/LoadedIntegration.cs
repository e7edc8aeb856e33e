using System.Text.Json;
using Coop.Engine;
using Coop.Integrations;
using Coop.Plugins.Loading;
using Coop.Plugins.Loading.DotNet;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;
using Coop.Runner.Wire;

namespace Coop.Runner.Serving;

/// <summary>One call of an author's code: from params to how its result is written.</summary>
internal delegate Task<Action<Utf8JsonWriter>> AuthorCall(long id, byte[] parameters, CancellationToken cancellationToken);

/// <summary>The loaded integration behind the methods of the protocol.</summary>
internal sealed class LoadedIntegration
{
    private readonly Dictionary<string, ISignal> _signals = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<StartedSignal> _started;
    private readonly ProcessConnection _connection;
    private readonly MatchingValuesCache _matchingValues = new();

    public LoadedIntegration(IReadOnlyList<StartedSignal> signals, RunningPlugin running, ProcessConnection connection)
    {
        (_started, Running, _connection) = (signals, running, connection);
        foreach (var signal in signals)
        {
            // The first of two with one id serves; the host refuses both anyway.
            _signals.TryAdd(signal.Descriptor.Id, signal.Signal);
        }
    }

    public RunningPlugin Running { get; }

    public IReadOnlyList<StartedSignal> Signals => _started;

    public IConnectionTest? ConnectionTest => Running.Plugin as IConnectionTest;

    public IConfigValidator? ConfigValidator => Running.Plugin as IConfigValidator;

    /// <returns>Null when there is no such method, or the integration does not offer it.</returns>
    public AuthorCall? Find(string method) => method switch
    {
        "signal/run" => RunAsync,
        "signal/runBatch" => RunBatchAsync,
        "signal/availability" => AvailabilityAsync,
        "signal/subcategories" => SubcategoriesAsync,
        "connection/test" when ConnectionTest is not null => TestAsync,
        "config/validate" when ConfigValidator is not null => ValidateAsync,
        _ => null,
    };

    private async Task<Action<Utf8JsonWriter>> RunAsync(long id, byte[] parameters, CancellationToken cancellationToken)
    {
        var (signalId, inputs) = InputReader.Read(parameters, "input", _matchingValues);
        var result = await Signal(signalId).RunAsync(inputs[0], cancellationToken).ConfigureAwait(false);
        return ResultWriter.Of(result);
    }

    private async Task<Action<Utf8JsonWriter>> RunBatchAsync(long id, byte[] parameters, CancellationToken cancellationToken)
    {
        var (signalId, inputs) = InputReader.Read(parameters, "inputs", _matchingValues);
        if (Signal(signalId) is not IBatchSignal signal)
        {
            throw new WireException(new WireError(ErrorCode.InvalidParams, $"The signal \"{signalId}\" takes no batches."));
        }

        var results = await signal.RunBatchAsync(inputs, cancellationToken).ConfigureAwait(false);
        return ResultWriter.OfBatch(results, inputs.Count);
    }

    private async Task<Action<Utf8JsonWriter>> AvailabilityAsync(long id, byte[] parameters, CancellationToken cancellationToken)
    {
        var asked = RunnerListener.Read(parameters, WireJson.Default.SignalOrgParams);
        string? reason;
        try
        {
            reason = (await Signal(asked.SignalId).GetAvailabilityAsync(asked.OrgId, cancellationToken).ConfigureAwait(false)).DisabledReason;
        }
        catch (Exception e) when (e is not WireException)
        {
            reason = AuthorFailure.ToError(e).Message;
        }

        var answer = new AvailabilityResult(reason is not null, reason);
        return json => JsonSerializer.Serialize(json, answer, WireJson.Default.AvailabilityResult);
    }

    private async Task<Action<Utf8JsonWriter>> SubcategoriesAsync(long id, byte[] parameters, CancellationToken cancellationToken)
    {
        var asked = RunnerListener.Read(parameters, WireJson.Default.SignalOrgParams);
        var choices = Signal(asked.SignalId) is IDynamicSubcategories dynamic
            ? await dynamic.GetSubcategoriesAsync(asked.OrgId, cancellationToken).ConfigureAwait(false)
            : _started.First(signal => signal.Descriptor.Id == asked.SignalId).Descriptor.EligibleSubcategories;
        if (choices is null || choices.Any(choice => choice is null))
        {
            throw new SignalException(SignalErrorKind.Permanent, "The integration returned null instead of its choices.");
        }

        return json =>
        {
            json.WriteStartObject();
            DescriptorWriter.WriteSubcategories(json, "subcategories", choices);
            json.WriteEndObject();
        };
    }

    private async Task<Action<Utf8JsonWriter>> TestAsync(long id, byte[] parameters, CancellationToken cancellationToken)
    {
        var config = new OrgConfig(RunnerListener.Read(parameters, WireJson.Default.ConfigParams).Config);
        await foreach (var step in ConnectionTest!.TestConnectionAsync(config, cancellationToken).ConfigureAwait(false))
        {
            var stage = Enum.IsDefined(step.Stage) ? WireNames.Of(step.Stage) : step.Stage.ToString();
            _connection.Notify("connection/testStep", new TestStepParams(id, stage, step.Passed, step.Message), WireJson.Default.TestStepParams);
        }

        return static json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        };
    }

    private async Task<Action<Utf8JsonWriter>> ValidateAsync(long id, byte[] parameters, CancellationToken cancellationToken)
    {
        var config = new OrgConfig(RunnerListener.Read(parameters, WireJson.Default.ConfigParams).Config);
        var errors = await ConfigValidator!.ValidateAsync(config, cancellationToken).ConfigureAwait(false);
        var answer = new ValidateResult([.. (errors ?? []).Select(error => new WireConfigError(error?.Key, error?.Message))]);
        return json => JsonSerializer.Serialize(json, answer, WireJson.Default.ValidateResult);
    }

    private ISignal Signal(string id) => _signals.TryGetValue(id, out var signal)
        ? signal
        : throw new WireException(new WireError(ErrorCode.UnknownSignal, $"There is no signal \"{id}\"."));
}

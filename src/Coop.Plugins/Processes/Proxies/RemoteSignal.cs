using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Plugins.Problems;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Supervision;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Proxies;

/// <summary>A signal that runs in another process. Everything that can go wrong there comes out of it as an exception, as of any author's signal.</summary>
internal abstract class RemoteSignal(SupervisedProcess process, SignalDescriptor descriptor) : ISignal
{
    public SignalDescriptor Descriptor => descriptor;

    protected SupervisedProcess Process => process;

    /// <summary>The signal with the optional interfaces that its author offers.</summary>
    public static RemoteSignal Of(SupervisedProcess process, SignalDescriptor descriptor, int? maxBatchSize, bool hasChoices) => (maxBatchSize, hasChoices) switch
    {
        ({ } size, true) => new RemoteBatchSignalWithChoices(process, descriptor, size),
        ({ } size, false) => new RemoteBatchSignal(process, descriptor, size),
        (null, true) => new RemoteSignalWithChoices(process, descriptor),
        _ => new PlainRemoteSignal(process, descriptor),
    };

    public async ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await process.CallAsync(
                "signal/run",
                (descriptor.Id, input),
                static (json, state) => SignalWriter.WriteRun(json, state.Id, state.input),
                static result => ResultReader.Read(result),
                cancellationToken).ConfigureAwait(false);
        }
        catch (MessageTooLargeException e)
        {
            throw TooLarge(e);
        }
    }

    public async ValueTask<SignalAvailability> GetAvailabilityAsync(string orgId, CancellationToken cancellationToken)
    {
        var answer = await process.CallAsync(
            "signal/availability",
            new SignalOrgParams(descriptor.Id, orgId),
            static (json, state) => JsonSerializer.Serialize(json, state, WireJson.Default.SignalOrgParams),
            static result => JsonSerializer.Deserialize(result, WireJson.Default.AvailabilityResult),
            cancellationToken).ConfigureAwait(false);
        return answer is { Disabled: false }
            ? SignalAvailability.Available
            : SignalAvailability.Disabled(answer is { DisabledMessage: { } message } && !string.IsNullOrWhiteSpace(message) ? message : "The integration does not say why.");
    }

    protected async ValueTask<IReadOnlyList<SignalSubcategory>> AskChoicesAsync(string orgId, CancellationToken cancellationToken)
    {
        var answer = await process.CallAsync(
            "signal/subcategories",
            new SignalOrgParams(descriptor.Id, orgId),
            static (json, state) => JsonSerializer.Serialize(json, state, WireJson.Default.SignalOrgParams),
            static result => JsonSerializer.Deserialize(result, WireJson.Default.SubcategoriesResult),
            cancellationToken).ConfigureAwait(false);
        var findings = new Findings();
        var choices = Manifests.DescriptorReader.Subcategories(new Manifests.Member(answer?.Subcategories ?? default, "subcategories", SignalCodes.Subcategory, findings));
        return findings.Problems.Count == 0 ? choices : throw new SignalException(SignalErrorKind.Permanent, findings.Problems[0].Message);
    }

    protected async ValueTask<IReadOnlyList<BatchItemResult>> RunManyAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken)
    {
        try
        {
            return await process.CallAsync(
                "signal/runBatch",
                (descriptor.Id, inputs),
                static (json, state) => SignalWriter.WriteBatch(json, state.Id, state.inputs),
                result => ResultReader.ReadBatch(result, inputs.Count),
                cancellationToken).ConfigureAwait(false);
        }
        catch (MessageTooLargeException e)
        {
            throw TooLarge(e);
        }
    }

    private static SignalException TooLarge(MessageTooLargeException e) =>
        new(SignalErrorKind.OutOfScope, $"The input is too large to be handed to another process. {e.Message}", innerException: e);
}

internal sealed class PlainRemoteSignal(SupervisedProcess process, SignalDescriptor descriptor) : RemoteSignal(process, descriptor);

internal sealed class RemoteSignalWithChoices(SupervisedProcess process, SignalDescriptor descriptor) : RemoteSignal(process, descriptor), IDynamicSubcategories
{
    public ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) => AskChoicesAsync(orgId, cancellationToken);
}

internal sealed class RemoteBatchSignal(SupervisedProcess process, SignalDescriptor descriptor, int maxBatchSize) : RemoteSignal(process, descriptor), IBatchSignal
{
    public int MaxBatchSize => maxBatchSize;

    public ValueTask<IReadOnlyList<BatchItemResult>> RunBatchAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken) =>
        RunManyAsync(inputs, cancellationToken);
}

internal sealed class RemoteBatchSignalWithChoices(SupervisedProcess process, SignalDescriptor descriptor, int maxBatchSize)
    : RemoteSignal(process, descriptor), IBatchSignal, IDynamicSubcategories
{
    public int MaxBatchSize => maxBatchSize;

    public ValueTask<IReadOnlyList<BatchItemResult>> RunBatchAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken) =>
        RunManyAsync(inputs, cancellationToken);

    public ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken) => AskChoicesAsync(orgId, cancellationToken);
}

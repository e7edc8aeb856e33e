namespace Coop.Integrations;

/// <summary>Optional, beside <see cref="ISignal"/>: measures many inputs in one vendor call.</summary>
public interface IBatchSignal : ISignal
{
    /// <summary>The most inputs in one call; 1 or more.</summary>
    int MaxBatchSize { get; }

    /// <summary>Measures many inputs of one organisation. Failure, time and thread safety as for <see cref="ISignal.RunAsync"/>; a thrown exception fails the whole batch.</summary>
    /// <param name="inputs">1 to <see cref="MaxBatchSize"/> inputs.</param>
    /// <param name="cancellationToken">Cancelled when the caller gave up or the time limit passed.</param>
    /// <returns>One outcome for each input, in the same order.</returns>
    ValueTask<IReadOnlyList<BatchItemResult>> RunBatchAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken);
}

/// <summary>One input's outcome in a batch: a result, or the trouble with this input alone.</summary>
public readonly record struct BatchItemResult
{
    private BatchItemResult(SignalResult result, SignalException? error) => (Result, Error) = (result, error);

    /// <summary>The input was measured.</summary>
    public static implicit operator BatchItemResult(SignalResult result) => new(result, null);

    /// <summary>This input could not be measured; the others stand.</summary>
    public static implicit operator BatchItemResult(SignalException error) => new(default, error);

    /// <summary>The result, when <see cref="Error"/> is null.</summary>
    public SignalResult Result { get; }

    /// <summary>The trouble; null when measured.</summary>
    public SignalException? Error { get; }
}
